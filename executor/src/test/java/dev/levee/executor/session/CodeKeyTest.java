package dev.levee.executor.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeKeyTest {

    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                SECRET,
                "gezdgnbvgy3tqojqgezdgnbvgy3tqojq",
                "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ\n",
                SECRET + "===="
            })
    void readsBase32AsPeopleWriteIt(String text) {
        assertThat(CodeKey.ofBase32(text.toCharArray()).getEncoded())
                .isEqualTo("12345678901234567890".getBytes(US_ASCII));
    }

    @Test
    void readsAKeyThatEndsWithinACharacter() {
        assertThat(CodeKey.ofBase32("AAAAAAAAAAAAAAAAAAAAAAAAAE======".toCharArray())
                        .getEncoded())
                .hasSize(16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GEZDGNBV", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1", "{\"key\": \"GEZDGNBVGY3TQOJQ\"}"})
    void refusesWhatIsNoKeyWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> CodeKey.ofBase32(text.toCharArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("GEZD");
    }

    @Test
    void isWipedWhenClosed() {
        CodeKey key = CodeKey.ofBase32(SECRET.toCharArray());

        key.close();

        assertThat(key.getEncoded()).containsOnly(0);
        assertThat(key.toString()).doesNotContain("1234").doesNotContain("GEZD");
    }
}
