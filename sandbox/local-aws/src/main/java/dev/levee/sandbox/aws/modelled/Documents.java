package dev.levee.sandbox.aws.modelled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What is done with JSON documents here.
final class Documents {

    private Documents() {}

    /// Changes a document by a JSON merge patch (RFC 7396): members are set, null takes one away.
    static void patch(ObjectNode target, JsonNode patch) {
        patch.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (value.isNull()) {
                target.remove(member.getKey());
            } else if (value.isObject()) {
                ObjectNode inner = target.path(member.getKey()) instanceof ObjectNode present
                        ? present
                        : target.putObject(member.getKey());
                patch(inner, value);
            } else {
                target.set(member.getKey(), value);
            }
        });
    }

    /// Whether a document has all that a pattern shows: `*` stands for any value, null for none, and an object for
    /// one that may have more members.
    static boolean matches(JsonNode pattern, JsonNode document) {
        boolean absent = document.isMissingNode() || document.isNull();
        if (pattern.isNull()) {
            return absent;
        }
        if (pattern.isObject()) {
            return pattern.properties().stream()
                    .allMatch(member -> matches(member.getValue(), document.path(member.getKey())));
        }
        return pattern.asText().equals("*") ? !absent : pattern.equals(document);
    }
}
