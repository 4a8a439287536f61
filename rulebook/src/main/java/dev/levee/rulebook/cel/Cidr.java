package dev.levee.rulebook.cel;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A range of IPv4 or IPv6 addresses.
public record Cidr(InetAddress address, int prefix) {

    private static final Pattern V4 = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3})/(\\d{1,2})");
    private static final Pattern V6 = Pattern.compile("([0-9a-fA-F:]*:[0-9a-fA-F:]*)/(\\d{1,3})");

    public Cidr {
        if (prefix > bits(address)) {
            throw new IllegalArgumentException(
                    "/" + prefix + " is too long: an address has " + bits(address) + " bits");
        }
    }

    /// @throws IllegalArgumentException naming the text and the mend; names are not resolved
    public static Cidr parse(String text) {
        Matcher v4 = V4.matcher(text);
        if (v4.matches()) {
            return new Cidr(Inet4Address.ofLiteral(v4.group(1)), Integer.parseInt(v4.group(2)));
        }
        Matcher v6 = V6.matcher(text);
        if (v6.matches()) {
            return new Cidr(Inet6Address.ofLiteral(v6.group(1)), Integer.parseInt(v6.group(2)));
        }
        throw new IllegalArgumentException("`" + text + "` is no CIDR range; write e.g. 10.0.0.0/8 or 2001:db8::/32");
    }

    /// Every address of its family.
    public boolean isWorld() {
        return prefix == 0;
    }

    /// The same range, named by its first address: equal ranges have equal networks.
    public Cidr network() {
        byte[] bytes = address.getAddress();
        int hostBits = bits(address) - prefix;
        BigInteger first = new BigInteger(1, bytes).shiftRight(hostBits).shiftLeft(hostBits);
        for (int index = bytes.length - 1; index >= 0; index--) {
            bytes[index] = first.byteValue();
            first = first.shiftRight(Byte.SIZE);
        }
        try {
            return new Cidr(InetAddress.getByAddress(bytes), prefix);
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of the length of an address", e);
        }
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }
}
