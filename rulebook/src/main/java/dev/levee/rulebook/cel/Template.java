package dev.levee.rulebook.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.rulebook.JudgementException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A document with expressions in it. `${…}` alone keeps the type of its value; within text it becomes text.
public sealed interface Template {

    /// Empty if the document is one expression that gave an optional without a value; a member or an item that is
    /// empty is left out.
    Optional<JsonNode> fill(Scope scope);

    /// The text it gives, e.g. an ARN.
    ///
    /// @throws JudgementException if it gives anything else
    default String text(Scope scope) {
        return fill(scope)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .orElseThrow(() -> new JudgementException("gave no text where text is needed: " + this));
    }

    record Constant(JsonNode value) implements Template {

        @Override
        public Optional<JsonNode> fill(Scope scope) {
            return Optional.of(value);
        }
    }

    record Value(Expression expression) implements Template {

        @Override
        public Optional<JsonNode> fill(Scope scope) {
            return expression.json(scope);
        }
    }

    /// @param parts [Constant]s and [Value]s
    record Text(List<Template> parts) implements Template {

        @Override
        public Optional<JsonNode> fill(Scope scope) {
            String text = parts.stream().map(part -> part(part, scope)).collect(Collectors.joining());
            return Optional.of(JsonNodeFactory.instance.textNode(text));
        }

        private static String part(Template part, Scope scope) {
            return part.fill(scope)
                    .filter(value -> value.isValueNode() && !value.isNull())
                    .map(JsonNode::asText)
                    .orElseThrow(() -> new JudgementException("has no text form: " + part));
        }
    }

    record Members(Map<String, Template> members) implements Template {

        @Override
        public Optional<JsonNode> fill(Scope scope) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            members.forEach((name, member) -> member.fill(scope).ifPresent(value -> object.set(name, value)));
            return Optional.of(object);
        }
    }

    record Items(List<Template> items) implements Template {

        @Override
        public Optional<JsonNode> fill(Scope scope) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            items.forEach(item -> item.fill(scope).ifPresent(array::add));
            return Optional.of(array);
        }
    }
}
