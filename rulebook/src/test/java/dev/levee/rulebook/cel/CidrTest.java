package dev.levee.rulebook.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "::/0", "0:0:0:0:0:0:0:0/0", "10.0.0.0/0"})
    void knowsTheWorldHoweverItIsSpelt(String text) {
        assertThat(Cidr.parse(text).isWorld()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "0.0.0.0/1", "2001:db8::/32", "::/128"})
    void knowsWhatIsNotTheWorld(String text) {
        assertThat(Cidr.parse(text).isWorld()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0",
                "10.0.0/8",
                "10.0.0.0/33",
                "256.0.0.0/8",
                "::/129",
                "localhost/8",
                "1:2/8",
                "10.0.0.0/-1"
            })
    void refusesWhatIsNoRange(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text));
    }

    @Test
    void comparesRangesByTheirNetworks() {
        assertThat(Cidr.parse("10.1.2.3/8").network()).isEqualTo(Cidr.parse("10.0.0.0/8"));
        assertThat(Cidr.parse("2001:DB8:0::1/32").network()).isEqualTo(Cidr.parse("2001:db8::/32"));
        assertThat(Cidr.parse("0.0.0.0/0")).isNotEqualTo(Cidr.parse("::/0"));
    }

    @Property
    void hasANetworkThatIsItsOwn(@ForAll int address, @ForAll @IntRange(max = 32) int prefix) {
        String text = "%d.%d.%d.%d/%d"
                .formatted(address >>> 24, address >>> 16 & 255, address >>> 8 & 255, address & 255, prefix);

        Cidr network = Cidr.parse(text).network();

        int mask = prefix == 0 ? 0 : -1 << 32 - prefix;
        assertThat(ByteBuffer.wrap(network.address().getAddress()).getInt()).isEqualTo(address & mask);
        assertThat(network.network()).isEqualTo(network);
    }
}
