package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/// Everything a control's expressions may look at.
///
/// @param inputs valid ones with defaults filled in: see [Inputs.Valid]
/// @param state name of a read → the cloud's answer; JSON null where the configuration does not exist
/// @param before the state before the fix; needed by rollback only
public record Situation(
        Resource resource, JsonNode inputs, Map<String, JsonNode> state, Optional<Map<String, JsonNode>> before) {

    public Situation {
        state = Map.copyOf(state);
        before = before.map(Map::copyOf);
    }
}
