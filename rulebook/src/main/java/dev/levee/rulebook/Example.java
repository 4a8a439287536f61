package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A case a control's file gives as proof of itself; the build runs every one.
sealed interface Example {

    String name();

    int line();

    /// The resource in a given state.
    ///
    /// @param verdict the judgement in words: `compliant`, `non-compliant`, `not-applicable`, `not-ready` or
    ///     `pending`
    /// @param why what the judgement's sentence contains
    /// @param fix exactly the calls of the fix, in order
    /// @param before for rollback
    /// @param rollback exactly the calls of the rollback, in order
    record OfState(
            String name,
            int line,
            JsonNode inputs,
            Map<String, JsonNode> state,
            Optional<String> verdict,
            Optional<String> why,
            Optional<List<JsonNode>> fix,
            Optional<Map<String, JsonNode>> before,
            Optional<List<JsonNode>> rollback)
            implements Example {}

    /// An event.
    ///
    /// @param resources exactly the ids of the resources it touches; `id @ region` where that is not the event's
    record OfEvent(String name, int line, String action, JsonNode record, List<String> resources) implements Example {}
}
