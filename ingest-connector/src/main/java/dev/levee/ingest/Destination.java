package dev.levee.ingest;

import dev.levee.ingest.decode.Decoded;
import dev.levee.schemas.CloudEvent;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Where decoded records go.
interface Destination extends AutoCloseable {

    CompletableFuture<Boolean> DONE = CompletableFuture.completedFuture(true);

    /// Completes with true once the record is safe, or known not to matter: its source may forget it. False: it may
    /// not. Never completes exceptionally.
    ///
    /// @param source where it was found, for the dead letter
    CompletableFuture<Boolean> write(Decoded decoded, String source);

    /// Returns once it can be written to.
    ///
    /// @throws RuntimeException if it cannot be reached; trying again may help
    default void awaitReady() {}

    /// Waits for what was written, as long as it takes to know.
    @Override
    default void close() {}

    /// Counts, hands events to the consumer, and writes nothing anywhere.
    static Destination handingTo(Consumer<CloudEvent> consumer, Tally tally) {
        return (decoded, _) -> {
            tally.received();
            switch (decoded) {
                case Decoded.Event found -> {
                    consumer.accept(found.event());
                    tally.produced();
                }
                case Decoded.Heartbeat _ -> tally.heartbeat();
                case Decoded.Dropped dropped -> tally.dropped(dropped.cause());
                case Decoded.Ignored ignored -> tally.ignored(ignored.kind());
                case Decoded.Malformed _ -> tally.deadLettered();
            }
            return DONE;
        };
    }
}
