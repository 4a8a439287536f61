package dev.levee.executor.api.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TriesTest {

    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final Tries tries = new Tries(() -> now);

    @Test
    void areFiveInFiveMinutes() {
        for (int n = 0; n < 5; n++) {
            assertThat(tries.begin("account")).isInstanceOf(Tries.Try.class);
            now = now.plusSeconds(10);
        }

        assertThat(tries.begin("account")).isEqualTo(new Tries.TooMany(Duration.ofSeconds(250)));
        assertThat(tries.begin("another")).isInstanceOf(Tries.Try.class);

        now = now.plusSeconds(250);
        assertThat(tries.begin("account")).isInstanceOf(Tries.Try.class);
        assertThat(tries.begin("account")).isInstanceOf(Tries.TooMany.class);
    }

    @Test
    void beginAnewAfterOneThatSucceeded() {
        List<Tries.Try> begun = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            begun.add((Tries.Try) tries.begin("account"));
        }

        begun.getLast().succeeded();

        assertThat(tries.begin("account")).isInstanceOf(Tries.Try.class);
    }

    @Test
    void countOnlyWhereTheAccountSawTheCode() {
        for (int n = 0; n < 20; n++) {
            ((Tries.Try) tries.begin("account")).notMade();
        }

        assertThat(tries.begin("account")).isInstanceOf(Tries.Try.class);
    }

    @Property
    void areNeverMoreThanFiveInAnyFiveMinutes(@ForAll @Size(max = 60) List<@IntRange(max = 120) Integer> pauses) {
        Instant[] clock = {Instant.parse("2026-11-21T10:00:00Z")};
        Tries own = new Tries(() -> clock[0]);
        List<Instant> made = new ArrayList<>();
        for (int seconds : pauses) {
            clock[0] = clock[0].plusSeconds(seconds);
            if (own.begin("account") instanceof Tries.Try) {
                made.add(clock[0]);
            }
        }

        assertThat(made)
                .allSatisfy(from -> assertThat(made.stream()
                                .filter(at -> !at.isBefore(from) && at.isBefore(from.plus(Duration.ofMinutes(5)))))
                        .hasSizeLessThanOrEqualTo(5));
    }
}
