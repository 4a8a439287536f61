package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A read as a control's file describes it.
record CallRead(String name, CallTemplate template, Set<String> absent, Set<String> gone, Optional<Paging> paging)
        implements Read {

    @Override
    public List<Call> calls(Resource resource, JsonNode inputs, Map<String, JsonNode> soFar) {
        Situation situation = new Situation(resource, inputs, soFar, Optional.empty());
        return template.calls(Scopes.of(situation, soFar, Map.of()), resource.place())
                .toList();
    }

    @Override
    public JsonNode state(List<JsonNode> answers, Instant at) {
        if (template.forEach().isPresent()) {
            return JsonNodeFactory.instance.arrayNode().addAll(answers);
        }
        return answers.isEmpty() ? JsonNodeFactory.instance.nullNode() : answers.getFirst();
    }

    @Override
    public boolean meansAbsent(String errorCode) {
        return absent.contains(errorCode);
    }

    @Override
    public boolean meansGone(String errorCode) {
        return gone.contains(errorCode);
    }
}
