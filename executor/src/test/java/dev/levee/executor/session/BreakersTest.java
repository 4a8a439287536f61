package dev.levee.executor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.FailureKind;
import dev.levee.executor.session.Breakers.Way;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakersTest {

    private static final Opened.Blocked MISSING = new Opened.Blocked(Obstacle.ROLE_MISSING, "arn:role");
    private static final Opened.Session OPEN = new Opened.Session(ScriptedCloud.answering());
    private static final Opened.Failed THROTTLED = new Opened.Failed(
            "sts:AssumeRole", (CloudAnswer.Failure) ScriptedCloud.failure(FailureKind.THROTTLED, "Throttling"));

    private final Time time = new Time();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> changed = new ArrayList<>();
    private final Breakers breakers = new Breakers(Duration.ofMinutes(1), meters, time, changed::add);
    private int asked;

    @Test
    void leavesAnAccountAloneAfterThreeRefusalsInARow() {
        attempts("a", MISSING, MISSING, MISSING);

        Opened fourth = attempt("a", OPEN);

        assertThat(fourth).isEqualTo(new Opened.Held(MISSING, time.instant().plus(Duration.ofMinutes(1))));
        assertThat(asked).isEqualTo(3);
        assertThat(changed).containsExactly("a");
        assertThat(held("a")).isEqualTo(1);
        assertThat(meters.counter("levee.executor.account.blocked", "account", "a", "obstacle", "role-missing")
                        .count())
                .isEqualTo(3);
    }

    @Test
    void leavesOtherAccountsAndTheOtherWayOpen() {
        attempts("a", MISSING, MISSING, MISSING);

        assertThat(attempt("b", OPEN)).isEqualTo(OPEN);
        assertThat(breakers.pass("a", Way.SCAN, () -> OPEN)).isEqualTo(OPEN);
    }

    @Test
    void asksOnceAMinuteUntilItIsMended() {
        attempts("a", MISSING, MISSING, MISSING);

        time.pass(Duration.ofSeconds(61));
        attempts("a", MISSING, OPEN);
        assertThat(asked).isEqualTo(4);

        time.pass(Duration.ofSeconds(61));
        attempts("a", OPEN, OPEN);
        assertThat(asked).isEqualTo(6);
        assertThat(held("a")).isZero();
        assertThat(changed).endsWith("a");
    }

    @Test
    void doesNotBlameTheAccountForACloudThatDoesNotAnswer() {
        attempts("a", THROTTLED, THROTTLED, THROTTLED, THROTTLED);

        assertThat(attempt("a", OPEN)).isEqualTo(OPEN);
    }

    @Test
    void doesNotStayShutWhenTheOneAttemptSaidNothing() {
        attempts("a", MISSING, MISSING, MISSING);
        time.pass(Duration.ofSeconds(61));

        attempts("a", THROTTLED, OPEN);

        assertThat(asked).isEqualTo(5);
    }

    private void attempts(String account, Opened... answers) {
        for (Opened answer : answers) {
            attempt(account, answer);
        }
    }

    private Opened attempt(String account, Opened answer) {
        return breakers.pass(account, Way.REMEDIATE, () -> {
            asked++;
            return answer;
        });
    }

    private double held(String account) {
        return meters.get("levee.executor.account.held")
                .tag("account", account)
                .tag("way", "remediate")
                .gauge()
                .value();
    }

    private static final class Time extends Clock {

        private Instant now = Instant.parse("2026-11-21T10:00:00Z");

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
