package dev.levee.sandbox.aws.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RandomPasswordTest {

    @Property
    void hasItsLengthAndNothingThatIsExcluded(
            @ForAll @IntRange(min = 5, max = 60) int length,
            @ForAll boolean noLowercase,
            @ForAll boolean noPunctuation,
            @ForAll @CharRange(from = '0', to = 'Z') char excluded,
            @ForAll long seed) {
        ObjectNode asked = asked().put("PasswordLength", length)
                .put("ExcludeLowercase", noLowercase)
                .put("ExcludePunctuation", noPunctuation)
                .put("ExcludeCharacters", String.valueOf(excluded));

        String password = RandomPassword.of(asked, new Random(seed));

        assertThat(password).hasSize(length).doesNotContain(String.valueOf(excluded), " ");
        assertThat(has(password, Character::isLowerCase)).isEqualTo(!noLowercase);
        assertThat(has(password, character -> !Character.isLetterOrDigit(character)))
                .isEqualTo(!noPunctuation);
        assertThat(has(password, Character::isUpperCase)).isTrue();
        assertThat(has(password, Character::isDigit)).isTrue();
    }

    @Test
    void hasASpaceWhenAskedFor() {
        ObjectNode asked = asked().put("PasswordLength", 5).put("IncludeSpace", true);

        assertThat(RandomPassword.of(asked, new Random(1))).contains(" ");
    }

    @Test
    void mayLackATypeWhenToldSo() {
        ObjectNode asked = asked().put("PasswordLength", 1).put("RequireEachIncludedType", false);

        assertThat(IntStream.range(0, 1000).mapToObj(seed -> RandomPassword.of(asked, new Random(seed))))
                .allMatch(password -> password.length() == 1);
    }

    @Test
    void isRefusedWhenNothingIsLeftToMakeItOf() {
        ObjectNode asked = asked().put("ExcludeLowercase", true)
                .put("ExcludeUppercase", true)
                .put("ExcludePunctuation", true)
                .put("ExcludeCharacters", "0123456789");

        assertThatThrownBy(() -> RandomPassword.of(asked, new Random(1))).hasMessageContaining("excluded");
    }

    private static boolean has(String password, IntPredicate kind) {
        return password.chars().anyMatch(kind);
    }

    private static ObjectNode asked() {
        return JsonNodeFactory.instance.objectNode();
    }
}
