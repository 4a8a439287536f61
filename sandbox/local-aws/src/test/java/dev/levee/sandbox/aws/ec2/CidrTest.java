package dev.levee.sandbox.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, 0.0.0.0/0",
        "10.1.2.3/8, 10.0.0.0/8",
        "100.68.0.18/18, 100.68.0.0/18",
        "192.168.1.1/32, 192.168.1.1/32"
    })
    void dropsHostBits(String given, String kept) {
        assertThat(Cidr.ipv4(given)).hasValue(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "::/0, ::/0",
        "0:0:0:0:0:0:0:0/0, ::/0",
        "2001:DB8:0:0:1:0:0:1/128, 2001:db8::1:0:0:1/128",
        "2001:db8::ffff/64, 2001:db8::/64",
        "::1/128, ::1/128",
        "1:0:2:0:3:0:4:0/128, 1:0:2:0:3:0:4:0/128"
    })
    void writesIpv6AsShortAsItGoes(String given, String kept) {
        assertThat(Cidr.ipv6(given)).hasValue(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0", "10.0.0.0/33", "10.0.0/8", "256.0.0.0/8", "::/0", "example.com/8"})
    void knowsWhatIsNoIpv4Range(String text) {
        assertThat(Cidr.ipv4(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "::", "::/129", "10.0.0.0/8", ":::/0", "1:2:3/64"})
    void knowsWhatIsNoIpv6Range(String text) {
        assertThat(Cidr.ipv6(text)).isEmpty();
    }

    @Property
    void keepsTheAddressWhenNothingIsMaskedOff(@ForAll @Size(16) byte[] address) throws UnknownHostException {
        String kept = Cidr.ipv6(InetAddress.getByAddress(address).getHostAddress() + "/128")
                .orElse("");

        assertThat(kept).endsWith("/128");
        assertThat(InetAddress.ofLiteral(kept.substring(0, kept.length() - 4)))
                .isEqualTo(InetAddress.getByAddress(address));
    }

    @Property
    void isItsOwnCanonicalForm(@ForAll @Size(4) byte[] address, @ForAll @IntRange(max = 32) int prefix)
            throws UnknownHostException {
        String kept = Cidr.ipv4(InetAddress.getByAddress(address).getHostAddress() + "/" + prefix)
                .orElse("");

        assertThat(Cidr.ipv4(kept)).hasValue(kept);
    }
}
