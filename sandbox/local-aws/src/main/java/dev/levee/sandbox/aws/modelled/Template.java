package dev.levee.sandbox.aws.modelled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A document with places to fill in: `${path}`, or `${path|other path|'text'}` for the first that is there; a
/// number is itself.
final class Template {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}");

    private Template() {}

    /// Fills in what the scope has. A place that is a whole value keeps its type, and is left out where it stays empty;
    /// within text it is text.
    static JsonNode fill(JsonNode template, JsonNode scope) {
        return switch (template.getNodeType()) {
            case OBJECT -> {
                ObjectNode object = NODES.objectNode();
                template.properties().forEach(member -> {
                    JsonNode value = fill(member.getValue(), scope);
                    if (!value.isMissingNode()) {
                        object.set(text(member.getKey(), scope), value);
                    }
                });
                yield object;
            }
            case ARRAY -> {
                ArrayNode array = NODES.arrayNode();
                template.valueStream()
                        .map(element -> fill(element, scope))
                        .filter(element -> !element.isMissingNode())
                        .forEach(array::add);
                yield array;
            }
            case STRING -> {
                Matcher place = PLACE.matcher(template.asText());
                yield place.matches()
                        ? value(place.group(1), scope).deepCopy()
                        : TextNode.valueOf(text(template.asText(), scope));
            }
            default -> template;
        };
    }

    static String text(String template, JsonNode scope) {
        return PLACE.matcher(template)
                .replaceAll(place ->
                        Matcher.quoteReplacement(value(place.group(1), scope).asText()));
    }

    private static JsonNode value(String alternatives, JsonNode scope) {
        for (String alternative : alternatives.split("\\|", -1)) {
            if (alternative.startsWith("'")) {
                return TextNode.valueOf(alternative.substring(1, alternative.length() - 1));
            }
            if (NUMBER.matcher(alternative).matches()) {
                return NODES.numberNode(Integer.parseInt(alternative));
            }
            JsonNode value = scope;
            for (String member : alternative.split("\\.", -1)) {
                value = value.path(member);
            }
            if (!value.isMissingNode() && !value.isNull()) {
                return value;
            }
        }
        return MissingNode.getInstance();
    }
}
