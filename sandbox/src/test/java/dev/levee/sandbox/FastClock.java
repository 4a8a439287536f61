package dev.levee.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// Runs fifteen times as fast as the system's.
final class FastClock extends Clock {

    private static final int TIMES = 15;

    private final long started = System.nanoTime();
    private final Instant from;

    FastClock(Instant from) {
        this.from = from;
    }

    @Override
    public Instant instant() {
        return from.plusNanos((System.nanoTime() - started) * TIMES);
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
