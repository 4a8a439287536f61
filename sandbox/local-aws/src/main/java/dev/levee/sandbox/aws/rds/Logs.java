package dev.levee.sandbox.aws.rds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/// The rules of exporting logs.
final class Logs {

    private Logs() {}

    /// @throws AwsFault when the engine does not write such a log
    static void require(JsonNode exports, Engine engine) {
        SequencedSet<String> unknown = texts(exports.path("EnableLogTypes"));
        unknown.addAll(texts(exports.path("DisableLogTypes")));
        unknown.removeAll(engine.logs());
        if (!unknown.isEmpty()) {
            throw new AwsFault(
                    "InvalidParameterCombination",
                    400,
                    "You cannot use the log types '%s' with engine version %s %s. For supported log types, see the documentation."
                            .formatted(String.join(",", unknown), engine.name(), engine.version()));
        }
    }

    /// What is pending while the change is made.
    static ObjectNode pending(JsonNode exports) {
        ObjectNode pending = JsonNodeFactory.instance.objectNode();
        pending.set("LogTypesToEnable", exports.get("EnableLogTypes"));
        pending.set("LogTypesToDisable", exports.get("DisableLogTypes"));
        return pending;
    }

    static SequencedSet<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
