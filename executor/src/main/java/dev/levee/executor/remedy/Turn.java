package dev.levee.executor.remedy;

import java.time.Instant;

/// What one turn of a command in its lane came to. By the time it is returned, the journal says so too.
public sealed interface Turn {

    record Ended(Outcome outcome) implements Turn {}

    /// The lane is free; the command wants another turn.
    record Later(Progress progress, Instant dueAt) implements Turn {}

    /// Whether the partition still is this instance's is not sure. Nothing was changed in this turn, and the
    /// journal has nothing of it; the audit may. A person's order whose code was used does not end so.
    record Abandoned() implements Turn {}
}
