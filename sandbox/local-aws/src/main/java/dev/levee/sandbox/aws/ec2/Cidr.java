package dev.levee.sandbox.aws.ec2;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Address ranges in the one form EC2 keeps them in: no host bits, IPv6 as short as it goes.
final class Cidr {

    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3})/(\\d{1,2})");
    private static final Pattern IPV6 = Pattern.compile("([0-9a-fA-F:.]*:[0-9a-fA-F:.]*)/(\\d{1,3})");
    private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?:$|:)");

    private Cidr() {}

    /// Empty when it is no IPv4 range.
    static Optional<String> ipv4(String text) {
        return canonical(IPV4.matcher(text), 4);
    }

    /// Empty when it is no IPv6 range.
    static Optional<String> ipv6(String text) {
        return canonical(IPV6.matcher(text), 16);
    }

    private static Optional<String> canonical(Matcher range, int bytes) {
        if (!range.matches()) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(range.group(2));
        try {
            byte[] address = InetAddress.ofLiteral(range.group(1)).getAddress();
            if (prefix > bytes * 8 || address.length != bytes) {
                return Optional.empty();
            }
            for (int bit = prefix; bit < bytes * 8; bit++) {
                address[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
            }
            return Optional.of(shortened(InetAddress.getByAddress(address).getHostAddress()) + "/" + prefix);
        } catch (IllegalArgumentException | UnknownHostException e) {
            return Optional.empty();
        }
    }

    /// RFC 5952: the longest run of zeros, the first of equals, becomes `::`.
    private static String shortened(String address) {
        if (!address.contains(":")) {
            return address;
        }
        return ZEROS.matcher(address)
                .results()
                .max((one, other) -> one.group().length() != other.group().length()
                        ? Integer.compare(one.group().length(), other.group().length())
                        : Integer.compare(other.start(), one.start()))
                .map(run -> address.substring(0, run.start()) + "::" + address.substring(run.end()))
                .orElse(address);
    }
}
