package dev.levee.evaluator.topology;

import dev.levee.evaluator.decision.Change;
import org.jspecify.annotations.Nullable;

/// What a record of the events topic turned out to be.
sealed interface Received {

    record Readable(Change change) implements Received {}

    /// @param bytes as received
    record Unreadable(byte @Nullable [] bytes, String why) implements Received {}
}
