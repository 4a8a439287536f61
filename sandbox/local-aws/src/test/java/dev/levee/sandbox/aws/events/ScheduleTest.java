package dev.levee.sandbox.aws.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sandbox.aws.AwsFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final Instant START = Instant.parse("2026-11-20T10:02:30Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cron(0/5 * * * ? *)     | 2026-11-21T12:07:59Z | 2026-11-21T12:05:00Z",
                "cron(0/5 * * * ? *)     | 2026-11-21T12:05:00Z | 2026-11-21T12:05:00Z",
                "cron(0/5 * * * ? *)     | 2026-11-21T12:04:59Z | 2026-11-21T12:00:00Z",
                "cron(0 18 ? * MON-FRI *)| 2026-11-22T12:00:00Z | 2026-11-20T18:00:00Z",
                "cron(0 8 1 * ? *)       | 2027-01-15T00:00:00Z | 2027-01-01T08:00:00Z",
                "cron(0,30 * * JAN ? *)  | 2027-03-01T00:00:00Z | 2027-01-31T23:30:00Z",
                "rate(5 minutes)         | 2026-11-20T10:13:00Z | 2026-11-20T10:12:30Z",
                "rate(1 hour)            | 2026-11-20T11:02:30Z | 2026-11-20T11:02:30Z"
            })
    void tellsWhenItWasLastDue(String expression, String now, String due) {
        assertThat(Schedule.parse(expression).lastDue(START, START, Instant.parse(now)))
                .contains(Instant.parse(due));
    }

    @Test
    void isNotDueBeforeItsFirstTime() {
        Instant soon = START.plusSeconds(149);

        assertThat(Schedule.parse("cron(0/5 * * * ? *)").lastDue(START, START, soon))
                .isEmpty();
        assertThat(Schedule.parse("rate(5 minutes)").lastDue(START, START, soon))
                .isEmpty();
    }

    /// However the time passes, each time is told once, and none twice.
    @Property
    void isDueOnceForEachTime(@ForAll @LongRange(min = 1, max = 299) long seconds) {
        Schedule schedule = Schedule.parse("cron(0/5 * * * ? *)");
        Instant fired = START;
        int times = 0;

        for (Instant now = START; now.isBefore(START.plus(Duration.ofHours(1))); now = now.plusSeconds(seconds)) {
            Optional<Instant> due = schedule.lastDue(START, fired, now);
            if (due.isPresent()) {
                assertThat(due.get()).isAfter(fired);
                fired = due.get();
                times++;
            }
        }

        assertThat(times).isBetween(11, 12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(1 minutes)",
                "rate(5 minute)",
                "rate(0 minutes)",
                "rate(5 weeks)",
                "cron(0/5 * * * * *)",
                "cron(0/5 * ? * ? *)",
                "cron(60 * * * ? *)",
                "cron(0/5 * * * ?)",
                "cron(10-5 * * * ? *)",
                "cron(15 10 ? * 6L *)",
                "every five minutes"
            })
    void refusesWhatIsNoSchedule(String expression) {
        assertThatThrownBy(() -> Schedule.parse(expression))
                .isInstanceOf(AwsFault.class)
                .hasMessage("Parameter ScheduleExpression is not valid.");
    }
}
