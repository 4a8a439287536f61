package dev.levee.sandbox.aws.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A compiled EventBridge event pattern.
///
/// Fields of an object must all match, the matchers in an array are alternatives, and so are the elements of an
/// event's array. Only leaves are ever compared; `exists` asks for a leaf too.
final class EventPattern {

    private static final JsonMapper JSON = new JsonMapper();

    private final Predicate<JsonNode> test;

    private EventPattern(Predicate<JsonNode> test) {
        this.test = test;
    }

    /// @throws AwsFault `InvalidEventPatternException` that says what is wrong
    static EventPattern parse(String json) {
        try {
            return new EventPattern(object(JSON.readTree(json)));
        } catch (JsonProcessingException e) {
            throw invalid("it is not JSON: " + e.getOriginalMessage());
        }
    }

    boolean matches(JsonNode event) {
        return test.test(event);
    }

    private static Predicate<JsonNode> object(JsonNode pattern) {
        if (!(pattern instanceof ObjectNode fields)) {
            throw invalid("Filter is not an object");
        }
        if (fields.isEmpty()) {
            throw invalid("Empty objects are not allowed");
        }
        List<Predicate<JsonNode>> all = new ArrayList<>();
        fields.properties().forEach(field -> all.add(field(field.getKey(), field.getValue())));
        return event -> all.stream().allMatch(each -> each.test(event));
    }

    private static Predicate<JsonNode> field(String name, JsonNode pattern) {
        if (name.equals("$or")) {
            List<Predicate<JsonNode>> any = each(pattern, EventPattern::object);
            return event -> any.stream().anyMatch(one -> one.test(event));
        }
        if (pattern.isArray()) {
            Predicate<JsonNode> leaf = leaf(pattern);
            return event -> leaf.test(event.path(name));
        }
        if (!pattern.isObject()) {
            throw invalid("\"%s\" must be an object or an array".formatted(name));
        }
        Predicate<JsonNode> nested = object(pattern);
        return event -> {
            JsonNode value = event.path(name);
            return value.isArray() && !value.isEmpty() ? elements(value).anyMatch(nested) : nested.test(value);
        };
    }

    private static Predicate<JsonNode> leaf(JsonNode pattern) {
        boolean absenceMatches = elements(pattern)
                .map(matcher -> matcher.path("exists"))
                .anyMatch(exists -> exists.isBoolean() && !exists.booleanValue());
        List<Predicate<JsonNode>> any = each(pattern, Matchers::of);
        return value -> {
            List<JsonNode> leaves = leaves(value).toList();
            return leaves.isEmpty()
                    ? absenceMatches
                    : leaves.stream().anyMatch(leaf -> any.stream().anyMatch(one -> one.test(leaf)));
        };
    }

    private static List<Predicate<JsonNode>> each(JsonNode patterns, Function<JsonNode, Predicate<JsonNode>> compile) {
        if (!patterns.isArray() || patterns.isEmpty()) {
            throw invalid("Empty arrays are not allowed");
        }
        return elements(patterns).map(compile).toList();
    }

    private static Stream<JsonNode> leaves(JsonNode value) {
        if (value.isArray()) {
            return elements(value).flatMap(EventPattern::leaves);
        }
        return value.isMissingNode() || value.isObject() ? Stream.empty() : Stream.of(value);
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static AwsFault invalid(String reason) {
        return new AwsFault("InvalidEventPatternException", 400, "Event pattern is not valid. Reason: " + reason);
    }
}
