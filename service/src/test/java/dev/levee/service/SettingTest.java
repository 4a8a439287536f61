package dev.levee.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {

    private static final Setting<Duration> DURATION = Setting.duration("LEVEE_PAUSE", "How long to wait.");

    @ParameterizedTest
    @CsvSource({"200ms, PT0.2S", "30s, PT30S", "5m, PT5M", "24h, PT24H", "7d, PT168H", "PT1H30M, PT1H30M"})
    void readsADurationInEitherForm(String text, Duration expected) {
        assertThat(DURATION.parse().apply(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "m",
                "5 m",
                "5w",
                "-5m",
                "0s",
                "PT0S",
                "PT-1S",
                "PT",
                "99999999999999999999s",
                "9999999999999999d"
            })
    void refusesWhatIsNoPositiveDuration(String text) {
        assertThatThrownBy(() -> DURATION.parse().apply(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesZeroOnlyWhereItIsAsWellAsADuration() {
        Setting<Duration> setting = Setting.durationOrZero("LEVEE_EVERY", "How often.");

        assertThat(setting.parse().apply("0")).isZero();
        assertThat(setting.parse().apply("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThatThrownBy(() -> setting.parse().apply("-5m")).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void keepsAnIntegerWithinItsBounds(@ForAll int value, @ForAll @IntRange(min = -100, max = 100) int least) {
        Setting<Integer> setting = Setting.integer("LEVEE_COUNT", "How many.", least, least + 50);

        if (value >= least && value <= least + 50) {
            assertThat(setting.parse().apply(Integer.toString(value))).isEqualTo(value);
        } else {
            assertThatThrownBy(() -> setting.parse().apply(Integer.toString(value)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"host:8443", "https://", "ftp://host", "https:/host", "no url", "/path"})
    void refusesWhatIsNoUrl(String text) {
        assertThatThrownBy(() -> Setting.url("LEVEE_URL", "Where.").parse().apply(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesOnlyTrueAndFalseForAFlag() {
        Setting<Boolean> flag = Setting.flag("LEVEE_DRY", "Whether to look only.");

        assertThat(flag.parse().apply("true")).isTrue();
        assertThat(flag.parse().apply("false")).isFalse();
        assertThatThrownBy(() -> flag.parse().apply("yes")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesOnlyTheValuesOfAChoice() {
        Setting<String> choice = Setting.oneOf("LEVEE_COLOUR", "Which.", "red", "green");

        assertThat(choice.parse().apply("green")).isEqualTo("green");
        assertThat(choice.form()).isEqualTo("one of red, green");
        assertThatThrownBy(() -> choice.parse().apply("blue")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isRequiredUnlessItHasADefaultOrIsOptional() {
        assertThat(DURATION.required()).isTrue();
        assertThat(DURATION.withDefault("5m").required()).isFalse();
        assertThat(DURATION.optional().required()).isFalse();
        assertThat(DURATION.optional().parse().apply("")).isEmpty();
        assertThat(DURATION.optional().parse().apply("5m")).isEqualTo(Optional.of(Duration.ofMinutes(5)));
    }

    @Test
    void isARowOfATableInMarkdown() {
        assertThat(SettingsTable.of(List.of(
                        DURATION.withDefault("5m"),
                        Setting.text("LEVEE_NAME", "a|b"),
                        Setting.path("LEVEE_DIR", "Where.").optional())))
                .isEqualTo("""
                        | Variable | Meaning | Value | Default |
                        |---|---|---|---|
                        | `LEVEE_PAUSE` | How long to wait. | a duration such as 200ms, 30s, 5m, 24h or PT5M | `5m` |
                        | `LEVEE_NAME` | a\\|b | text | **required** |
                        | `LEVEE_DIR` | Where. | a path | none |
                        """);
    }
}
