package dev.levee.cli;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ctrl-C and SIGTERM: the command is asked to end, and given time to.
final class Stop {

    private static final Duration GRACE = Duration.ofSeconds(30);

    private final AtomicBoolean requested = new AtomicBoolean();

    private Stop() {}

    /// To be called by the thread that runs the command.
    static Stop onSignal() {
        Stop stop = new Stop();
        Thread command = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop.requested.set(true);
                            try {
                                command.join(GRACE);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "stop"));
        return stop;
    }

    boolean requested() {
        return requested.get();
    }
}
