package dev.levee.sandbox.aws.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// What policies write as one text or as a list of them.
final class Texts {

    private Texts() {}

    static List<String> of(JsonNode node) {
        if (node.isArray()) {
            return node.valueStream().map(JsonNode::asText).toList();
        }
        return node.isMissingNode() || node.isNull() ? List.of() : List.of(node.asText());
    }
}
