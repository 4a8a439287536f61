package dev.levee.sandbox.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a template's functions are evaluated in: the stack's place, its parameters, and the resources made so far.
final class Scope {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String NO_VALUE = "AWS::NoValue";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^!}][^}]*)}");

    private final Map<String, JsonNode> values = new HashMap<>();
    private final Map<String, JsonNode> conditions;
    private final Map<String, Made> made = new HashMap<>();

    Scope(Place place, Map<String, JsonNode> parameters, Map<String, JsonNode> conditions) {
        values.putAll(parameters);
        values.put("AWS::Region", JSON.textNode(place.region()));
        values.put("AWS::AccountId", JSON.textNode(place.account()));
        values.put("AWS::Partition", JSON.textNode(place.partition()));
        values.put("AWS::URLSuffix", JSON.textNode("amazonaws.com"));
        this.conditions = conditions;
    }

    void add(String id, Made resource) {
        made.put(id, resource);
    }

    boolean holds(String condition) {
        JsonNode function = conditions.get(condition);
        if (function == null) {
            throw new TemplateException("there is no condition " + condition);
        }
        return truth(function);
    }

    /// The value without functions; missing if it is no value.
    JsonNode resolve(JsonNode node) {
        return switch (node) {
            case ArrayNode array -> {
                ArrayNode resolved = JSON.arrayNode();
                array.forEach(element -> addTo(resolved, resolve(element)));
                yield resolved;
            }
            case ObjectNode object -> Function.in(object).map(this::call).orElseGet(() -> members(object));
            default -> node;
        };
    }

    String text(JsonNode node) {
        return resolve(node).asText();
    }

    private static void addTo(ArrayNode array, JsonNode value) {
        if (!value.isMissingNode()) {
            array.add(value);
        }
    }

    private JsonNode members(ObjectNode object) {
        ObjectNode resolved = JSON.objectNode();
        object.properties().forEach(member -> {
            JsonNode value = resolve(member.getValue());
            if (!value.isMissingNode()) {
                resolved.set(member.getKey(), value);
            }
        });
        return resolved;
    }

    private JsonNode call(Function function) {
        JsonNode argument = function.argument();
        return switch (function.name()) {
            case "Ref" -> ref(argument.asText());
            case "Fn::GetAtt" ->
                attribute(argument.path(0).asText(), argument.path(1).asText());
            case "Fn::Sub" -> JSON.textNode(sub(argument));
            case "Fn::Join" -> JSON.textNode(join(argument.path(0).asText(), resolve(argument.path(1))));
            case "Fn::If" -> resolve(argument.path(holds(argument.path(0).asText()) ? 1 : 2));
            case "Fn::Select" -> select(resolve(argument.path(0)).asInt(), resolve(argument.path(1)));
            case "Fn::Split" -> split(argument.path(0).asText(), text(argument.path(1)));
            default -> throw new TemplateException(function.name() + " is not known here");
        };
    }

    private boolean truth(JsonNode node) {
        Function function = Function.in(node)
                .orElseThrow(() -> new TemplateException("a condition must be a function, not " + node));
        JsonNode argument = function.argument();
        return switch (function.name()) {
            case "Fn::Equals" -> text(argument.path(0)).equals(text(argument.path(1)));
            case "Fn::Not" -> !truth(argument.path(0));
            default -> throw new TemplateException(function.name() + " is not known in a condition");
        };
    }

    private JsonNode ref(String name) {
        if (name.equals(NO_VALUE)) {
            return MissingNode.getInstance();
        }
        return Optional.ofNullable(values.get(name))
                .orElseGet(() -> JSON.textNode(resource(name).ref()));
    }

    private JsonNode attribute(String id, String name) {
        String value = resource(id).attributes().get(name);
        if (value == null) {
            throw new TemplateException("%s has no attribute %s that is known".formatted(id, name));
        }
        return JSON.textNode(value);
    }

    private Made resource(String id) {
        return Optional.ofNullable(made.get(id))
                .orElseThrow(() -> new TemplateException("there is no %s to refer to".formatted(id)));
    }

    private String sub(JsonNode text) {
        if (!text.isTextual()) {
            throw new TemplateException("Fn::Sub with values of its own is not known");
        }
        return PLACEHOLDER.matcher(text.textValue()).replaceAll(match -> {
            String name = match.group(1);
            int dot = name.indexOf('.');
            JsonNode value = dot < 0 ? ref(name) : attribute(name.substring(0, dot), name.substring(dot + 1));
            return Matcher.quoteReplacement(value.asText());
        });
    }

    private static String join(String delimiter, JsonNode list) {
        StringBuilder joined = new StringBuilder();
        for (JsonNode each : list) {
            joined.append(joined.isEmpty() ? "" : delimiter).append(each.asText());
        }
        return joined.toString();
    }

    private static JsonNode select(int index, JsonNode list) {
        if (!list.has(index)) {
            throw new TemplateException("Fn::Select has no element " + index);
        }
        return list.get(index);
    }

    private static JsonNode split(String delimiter, String text) {
        ArrayNode parts = JSON.arrayNode();
        for (String part : text.split(Pattern.quote(delimiter), -1)) {
            parts.add(part);
        }
        return parts;
    }
}
