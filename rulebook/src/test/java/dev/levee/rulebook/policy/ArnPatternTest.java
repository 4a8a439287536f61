package dev.levee.rulebook.policy;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArnPatternTest {

    private static final String ARN = "arn:aws:ec2:eu-central-1:111122223333:security-group/sg-bastion7";

    @ParameterizedTest
    @CsvSource({
        "*, true",
        "arn:aws:ec2:*:*:security-group/sg-bastion*, true",
        "arn:aws:ec2:*:111122223333:*, true",
        "arn:aws:ec2:*:security-group/sg-bastion?, true",
        "arn:aws:ec2:*:security-group/sg-bastion??, false",
        "arn:aws:ec2:*:security-group/sg-bastion, false",
        "arn:aws:EC2:*, false",
        "arn:aws:s3:*, false",
        "'', false"
    })
    void matches(String pattern, boolean expected) {
        assertThat(new ArnPattern(pattern).matches(ARN)).isEqualTo(expected);
    }

    @Property(tries = 5_000)
    void agreesWithTheObviousMatcher(@ForAll("patterns") String pattern, @ForAll("texts") String text) {
        assertThat(new ArnPattern(pattern).matches(text)).isEqualTo(obviously(pattern, text));
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars("ab*?").ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab").ofMaxLength(8);
    }

    private static boolean obviously(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        String rest = pattern.substring(1);
        return switch (pattern.charAt(0)) {
            case '*' -> obviously(rest, text) || !text.isEmpty() && obviously(pattern, text.substring(1));
            case '?' -> !text.isEmpty() && obviously(rest, text.substring(1));
            default -> !text.isEmpty() && text.charAt(0) == pattern.charAt(0) && obviously(rest, text.substring(1));
        };
    }
}
