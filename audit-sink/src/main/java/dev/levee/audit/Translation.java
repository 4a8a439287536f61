package dev.levee.audit;

/// What became of a record.
sealed interface Translation {

    /// An OCSF event, one line, without its end.
    record Line(String json) implements Translation {}

    /// Trying again cannot help.
    record Unusable(String reason) implements Translation {}
}
