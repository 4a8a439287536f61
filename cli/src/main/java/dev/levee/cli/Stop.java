package dev.levee.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ctrl-C and SIGTERM: the command is asked to end, and given time to. Closed by the command when it has ended.
final class Stop implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(30);

    private final AtomicBoolean requested = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    private Stop() {}

    static Stop onSignal() {
        Stop stop = new Stop();
        Runtime.getRuntime().addShutdownHook(new Thread(stop::request, "stop"));
        return stop;
    }

    boolean requested() {
        return requested.get();
    }

    @Override
    public void close() {
        ended.countDown();
    }

    private void request() {
        requested.set(true);
        try {
            ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
