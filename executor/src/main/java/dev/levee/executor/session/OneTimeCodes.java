package dev.levee.executor.session;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// The six digits an account's trust relationship asks for: RFC 6238, a new code every five minutes.
final class OneTimeCodes {

    static final Duration STEP = Duration.ofMinutes(5);

    private static final int DIGITS = 6;

    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator(STEP, DIGITS);

    /// An instant in the step that is nearer to the time than any other but its own.
    static Instant nearerNeighbour(Instant time) {
        Duration intoStep = Duration.ofSeconds(time.getEpochSecond() % STEP.toSeconds());
        return intoStep.compareTo(STEP.dividedBy(2)) < 0 ? time.minus(STEP) : time.plus(STEP);
    }

    String at(Instant time, CodeKey key) {
        try {
            return generator.generateOneTimePasswordString(key, time, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("HmacSHA1 takes any key", e);
        }
    }
}
