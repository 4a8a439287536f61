package dev.levee.executor.remedy;

import dev.levee.schemas.Command;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// What is counted and timed about commands.
public final class Meters {

    private final MeterRegistry registry;
    private final Timer eventToFix;

    public Meters(MeterRegistry registry) {
        this.registry = registry;
        this.eventToFix = Timer.builder("levee.executor.event.to.fix")
                .description("From the event in the source to the cloud's acceptance of the fix")
                .publishPercentileHistogram()
                .register(registry);
    }

    void accepted(Command command, Instant now) {
        Duration taken = Duration.between(command.getCause().getObservedAt(), now);
        eventToFix.record(taken.isNegative() ? Duration.ZERO : taken);
    }

    /// @param control empty when the command names none that exists: what it names is no label
    void ended(Optional<String> control, Outcome outcome) {
        Counter.builder("levee.executor.outcomes")
                .description("Commands that ended, by how")
                .tag("outcome", outcome.kind().name().toLowerCase(Locale.ROOT))
                .tag("control", control.orElse("none"))
                .register(registry)
                .increment();
    }

    <T> T time(String step, Supplier<T> work) {
        return Timer.builder("levee.executor.step")
                .description("How long the steps of a command take")
                .tag("step", step)
                .register(registry)
                .record(work);
    }
}
