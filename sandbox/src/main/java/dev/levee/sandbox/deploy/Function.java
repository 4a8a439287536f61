package dev.levee.sandbox.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/// A function of a template: an object with one member whose name is the function's.
record Function(String name, JsonNode argument) {

    static Optional<Function> in(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            return Optional.empty();
        }
        Map.Entry<String, JsonNode> only = node.properties().iterator().next();
        return Optional.of(new Function(only.getKey(), only.getValue()))
                .filter(function ->
                        function.name().equals("Ref") || function.name().startsWith("Fn::"));
    }
}
