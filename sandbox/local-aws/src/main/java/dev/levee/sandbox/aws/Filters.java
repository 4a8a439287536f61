package dev.levee.sandbox.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The filters a Describe operation knows: each finds the values of a thing, one of which has to be asked for.
/// `*` and `?` in what is asked for stand for any text and any character; tags can always be asked for.
public record Filters(Map<String, Function<ObjectNode, Stream<String>>> known) {

    /// A filter on the text at a JSON pointer; a segment `*` is every element of an array.
    public static Function<ObjectNode, Stream<String>> at(String pointer) {
        String[] segments = pointer.substring(1).split("/", -1);
        return thing -> {
            Stream<JsonNode> found = Stream.of(thing);
            for (String segment : segments) {
                found = found.flatMap(node -> segment.equals("*") ? node.valueStream() : Stream.of(node.path(segment)));
            }
            return found.filter(JsonNode::isValueNode).map(JsonNode::asText);
        };
    }

    /// What the request's `Filters` let through: all of them have to.
    public Predicate<ObjectNode> asked(JsonNode request) {
        return request.path("Filters").valueStream().map(this::one).reduce(_ -> true, Predicate::and);
    }

    private Predicate<ObjectNode> one(JsonNode filter) {
        String name = filter.path("Name").asText();
        Function<ObjectNode, Stream<String>> values =
                name.startsWith("tag:") ? tag(name.substring(4)) : known.get(name);
        if (values == null) {
            throw new AwsFault("InvalidParameterValue", 400, "The filter '%s' is invalid".formatted(name));
        }
        Predicate<String> wanted = filter.path("Values")
                .valueStream()
                .map(value -> wildcard(value.asText()))
                .reduce(_ -> false, Predicate::or);
        return thing -> values.apply(thing).anyMatch(wanted);
    }

    private static Function<ObjectNode, Stream<String>> tag(String key) {
        return thing -> thing.path("Tags")
                .valueStream()
                .filter(tag -> tag.path("Key").asText().equals(key))
                .map(tag -> tag.path("Value").asText());
    }

    private static Predicate<String> wildcard(String text) {
        String regex = Pattern.quote(text).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate();
    }
}
