package dev.levee.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// The actions of the policy documents a control generates.
final class Permissions {

    private Permissions() {}

    static List<String> actions(JsonNode policy) {
        return policy.path("Statement")
                .valueStream()
                .flatMap(statement -> statement.path("Action").valueStream())
                .map(JsonNode::asText)
                .distinct()
                .toList();
    }

    /// The policy without one action; a statement that loses its last one goes, and a policy without statements denies
    /// everything.
    static JsonNode without(String action, JsonNode policy) {
        ObjectNode less = policy.deepCopy();
        ArrayNode statements = less.putArray("Statement");
        for (JsonNode statement : policy.path("Statement")) {
            List<JsonNode> left = statement
                    .path("Action")
                    .valueStream()
                    .filter(one -> !one.asText().equals(action))
                    .toList();
            if (!left.isEmpty()) {
                ObjectNode shorter = statement.deepCopy();
                shorter.putArray("Action").addAll(left);
                statements.add(shorter);
            }
        }
        if (statements.isEmpty()) {
            statements.addObject().put("Effect", "Deny").put("Action", "*").put("Resource", "*");
        }
        return less;
    }
}
