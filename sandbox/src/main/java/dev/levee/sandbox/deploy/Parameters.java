package dev.levee.sandbox.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Holds the values a stack is deployed with against what the template asks of them.
final class Parameters {

    private static final String LIST = "CommaDelimitedList";
    private static final Set<String> KNOWN =
            Set.of("Type", "Default", "Description", "AllowedPattern", "ConstraintDescription", "NoEcho");

    private Parameters() {}

    /// @throws TemplateException naming the parameter that is missing, unknown or not as it must be
    static Map<String, JsonNode> check(Map<String, JsonNode> declared, Map<String, String> given) {
        given.keySet().stream()
                .filter(name -> !declared.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new TemplateException(
                            "the template has no parameter %s; it has %s".formatted(name, declared.keySet()));
                });
        Map<String, JsonNode> values = new HashMap<>();
        declared.forEach((name, declaration) -> {
            StackTemplate.refuseOthers("parameter " + name, declaration, KNOWN);
            if (!given.containsKey(name) && !declaration.has("Default")) {
                throw new TemplateException("parameter %s has no value; give it one".formatted(name));
            }
            values.put(
                    name,
                    value(
                            name,
                            declaration,
                            given.getOrDefault(name, declaration.path("Default").asText())));
        });
        return values;
    }

    private static JsonNode value(String name, JsonNode declaration, String text) {
        String type = declaration.path("Type").asText();
        return switch (type) {
            case "String" -> JsonNodeFactory.instance.textNode(allowed(name, declaration, text));
            case LIST -> {
                ArrayNode list = JsonNodeFactory.instance.arrayNode();
                for (String each : List.of(text.split(",", -1))) {
                    list.add(allowed(name, declaration, each.strip()));
                }
                yield list;
            }
            default -> throw new TemplateException("parameter %s: type %s is not known".formatted(name, type));
        };
    }

    /// The message does not quote the value, which may be a code.
    private static String allowed(String name, JsonNode declaration, String text) {
        if (declaration.has("AllowedPattern")
                && !text.matches(declaration.path("AllowedPattern").asText())) {
            throw new TemplateException("parameter %s must be %s"
                    .formatted(name, declaration.path("ConstraintDescription").asText()));
        }
        return text;
    }
}
