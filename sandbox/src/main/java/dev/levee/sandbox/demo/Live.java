package dev.levee.sandbox.demo;

import dev.levee.sandbox.Sandbox;
import dev.levee.sandbox.SandboxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/// A sandbox that stays up, and what happens in it.
public final class Live {

    private Live() {}

    /// Returns once it was told to stop and everything has stopped.
    ///
    /// @param stopped asked often
    /// @throws Exception if the sandbox does not start; the message says what to mend
    public static void run(SandboxOptions options, DemoView view, BooleanSupplier stopped) throws Exception {
        Instant began = Instant.now();
        try (Sandbox sandbox = Sandbox.start(options, view::starting);
                Watch watch = new Watch(sandbox.bootstrapServers(), sandbox.registry(), sandbox.remediators())) {
            view.show(new DemoEvent.Started(sandbox.endpoints(), List.of(), Duration.between(began, Instant.now())));
            while (!stopped.getAsBoolean()) {
                watch.poll(view::show);
                if (!sandbox.dead().isEmpty()) {
                    throw new IllegalStateException(String.join("; ", sandbox.dead()));
                }
            }
        }
    }
}
