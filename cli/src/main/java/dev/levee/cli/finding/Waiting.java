package dev.levee.cli.finding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.service.ConfigurationException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// Asks again and again how a command stands, until it has an outcome.
final class Waiting {

    /// A person's order that has not begun by then never will.
    private static final Duration BEGINS_WITHIN = Duration.ofMinutes(5);

    /// More than instances take that are replaced one by one.
    private static final Duration UNREACHABLE = Duration.ofMinutes(2);

    private final FindingsApi api;
    private final InstantSource clock;
    private final Pause pause;

    /// @param pause what is done before each question
    Waiting(FindingsApi api, InstantSource clock, Pause pause) {
        this.api = api;
        this.clock = clock;
        this.pause = pause;
    }

    /// Lets some time pass.
    interface Pause {

        void await() throws InterruptedException;
    }

    /// @param first how the command stood when it was ordered
    /// @param steps told of each further step, the outcome last
    /// @throws RefusedException if there will be no outcome, or nobody answers any more
    JsonNode outcome(JsonNode first, Consumer<JsonNode> steps) throws InterruptedException {
        String command = first.path("command").asText();
        JsonNode standing = first;
        Instant known = clock.instant();
        Instant answered = known;
        while (!ended(standing)) {
            pause.await();
            try {
                Optional<JsonNode> now = api.command(command);
                answered = clock.instant();
                if (now.isEmpty() && known.plus(BEGINS_WITHIN).isBefore(answered)) {
                    throw new RefusedException(
                            ("nothing is known of %s after five minutes: the instance that took it may have"
                                            + " stopped before it began. Look at the finding before you order it again")
                                    .formatted(command));
                }
                if (now.isPresent()) {
                    known = answered;
                    if (!now.get().path("step").equals(standing.path("step"))) {
                        steps.accept(now.get());
                    }
                    standing = now.get();
                }
            } catch (IOException | ConfigurationException e) {
                if (answered.plus(UNREACHABLE).isBefore(clock.instant())) {
                    throw new RefusedException(
                            ("how %s ends is not known here (%s): look at the finding before it is ordered again")
                                    .formatted(command, e.getMessage()));
                }
            }
        }
        return standing;
    }

    static boolean ended(JsonNode standing) {
        return standing.path("ended").asBoolean();
    }
}
