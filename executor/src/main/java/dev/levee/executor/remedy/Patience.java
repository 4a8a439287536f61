package dev.levee.executor.remedy;

import java.time.Duration;

/// How long to wait between two looks, and how often to try what the cloud does not answer.
///
/// @param first the first wait; every further one is twice as long
/// @param longest no wait is longer; an account that keeps Levee out is left alone for as long
/// @param tries how often a cloud that throttles, does not answer or does not trust is tried again
public record Patience(Duration first, Duration longest, int tries) {

    private static final int MOST_DOUBLINGS = 20;

    /// @param waits how many there were before
    Duration after(int waits) {
        Duration wait = first.multipliedBy(1L << Math.min(waits, MOST_DOUBLINGS));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
