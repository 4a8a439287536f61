package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// When the state was looked at. As a part of the state it is kept with it, so that what was old stays so.
record TimeRead(String name) implements Read {

    @Override
    public List<Call> calls(Resource resource, JsonNode inputs, Map<String, JsonNode> soFar) {
        return List.of();
    }

    @Override
    public JsonNode state(List<JsonNode> answers, Instant at) {
        return JsonNodeFactory.instance.textNode(at.toString());
    }

    @Override
    public boolean meansAbsent(String errorCode) {
        return false;
    }

    @Override
    public boolean meansGone(String errorCode) {
        return false;
    }

    @Override
    public Optional<Paging> paging() {
        return Optional.empty();
    }
}
