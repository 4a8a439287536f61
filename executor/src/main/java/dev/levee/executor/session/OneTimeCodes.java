package dev.levee.executor.session;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// The six digits an account's trust relationship asks for: RFC 6238, a new code every five minutes.
final class OneTimeCodes {

    static final Duration STEP = Duration.ofMinutes(5);

    /// How long the writing of a code, and its way through IAM, may take.
    private static final Duration SPREAD = Duration.ofMinutes(1);

    private static final int DIGITS = 6;

    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator(STEP, DIGITS);

    /// The instants whose codes to try at this time, the surest first. In the first minute of a step that is the step
    /// before: its code is good for two minutes more, and the new one may not have spread yet. Later it is the step
    /// itself. The nearer neighbour comes second, since clocks differ.
    static List<Instant> toTry(Instant time) {
        Duration intoStep = Duration.ofSeconds(time.getEpochSecond() % STEP.toSeconds());
        if (intoStep.compareTo(SPREAD) < 0) {
            return List.of(time.minus(STEP), time);
        }
        return List.of(time, intoStep.compareTo(STEP.dividedBy(2)) < 0 ? time.minus(STEP) : time.plus(STEP));
    }

    String at(Instant time, CodeKey key) {
        try {
            return generator.generateOneTimePasswordString(key, time, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("HmacSHA1 takes any key", e);
        }
    }
}
