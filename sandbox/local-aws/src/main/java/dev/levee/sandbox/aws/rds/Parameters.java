package dev.levee.sandbox.aws.rds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import java.util.List;

/// The parameters of `rds/parameters.yaml`, and the rules of setting them.
final class Parameters {

    /// What a group keeps of a parameter that somebody set.
    static final List<String> SET = List.of("ParameterValue", "ApplyMethod");

    private final JsonNode all = Engines.read("parameters");

    /// @param set values and apply methods by name
    List<ObjectNode> of(String family, JsonNode set) {
        return all.properties().stream()
                .filter(parameter -> isOf(family, parameter.getValue()))
                .map(parameter -> describe(parameter.getKey(), parameter.getValue(), set.path(parameter.getKey())))
                .toList();
    }

    /// @throws AwsFault when the family has no such parameter, or it cannot be set so
    void requireSettable(String family, JsonNode asked) {
        String name = asked.path("ParameterName").asText();
        JsonNode parameter = all.path(name);
        String value = asked.path("ParameterValue").asText();
        if (!isOf(family, parameter)) {
            throw invalid("InvalidParameterValue", "Could not find parameter with name: %s".formatted(name));
        }
        if (parameter.path("fixed").asBoolean()) {
            throw invalid("InvalidParameterValue", "The parameter %s cannot be modified.".formatted(name));
        }
        if (!List.of(parameter.path("values").asText().split(",", -1)).contains(value)) {
            throw invalid(
                    "InvalidParameterValue",
                    "Invalid parameter value: %s for: %s allowed values are: %s"
                            .formatted(value, name, parameter.path("values").asText()));
        }
        if (asked.path("ApplyMethod").asText().equals("immediate") && isStatic(parameter)) {
            throw invalid(
                    "InvalidParameterCombination",
                    "cannot use immediate apply method for static parameter %s".formatted(name));
        }
    }

    private static ObjectNode describe(String name, JsonNode parameter, JsonNode set) {
        ObjectNode described = JsonNodeFactory.instance
                .objectNode()
                .put("ParameterName", name)
                .put("Source", parameter.path("source").asText("engine-default"))
                .put("ApplyType", parameter.path("apply").asText())
                .put("DataType", parameter.path("type").asText())
                .put("IsModifiable", !parameter.path("fixed").asBoolean())
                .put("ApplyMethod", "pending-reboot");
        if (parameter.has("values")) {
            described.set("AllowedValues", parameter.get("values"));
        }
        if (parameter.has("value")) {
            described.set("ParameterValue", parameter.get("value"));
        }
        if (set.isObject()) {
            described.put("Source", "user").setAll((ObjectNode) set);
        }
        return described;
    }

    private static boolean isOf(String family, JsonNode parameter) {
        return family.matches(parameter.path("families").asText());
    }

    private static boolean isStatic(JsonNode parameter) {
        return parameter.path("apply").asText().equals("static");
    }

    private static AwsFault invalid(String code, String message) {
        return new AwsFault(code, 400, message);
    }
}
