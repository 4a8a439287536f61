package dev.levee.executor.remedy;

import java.time.Instant;

/// What one turn of a command in its lane came to. By the time it is returned, the journal says so too.
public sealed interface Turn {

    record Ended(Outcome outcome) implements Turn {}

    /// The lane is free; the command wants another turn.
    record Later(Progress progress, Instant dueAt) implements Turn {}

    /// The partition is somebody else's by now. Nothing was written and nothing changed in this turn.
    record Abandoned() implements Turn {}
}
