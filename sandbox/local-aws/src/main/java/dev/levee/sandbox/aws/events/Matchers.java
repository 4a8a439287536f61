package dev.levee.sandbox.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tests a single value of an event can be put to: a literal, or an object such as `{"prefix": "Delete"}`.
final class Matchers {

    private static final Map<String, IntPredicate> COMPARISONS = Map.of(
            "=", sign -> sign == 0,
            "<", sign -> sign < 0,
            "<=", sign -> sign <= 0,
            ">", sign -> sign > 0,
            ">=", sign -> sign >= 0);

    private Matchers() {}

    static Predicate<JsonNode> of(JsonNode matcher) {
        if (matcher.isValueNode()) {
            return literal(matcher);
        }
        if (!matcher.isObject() || matcher.size() != 1) {
            throw EventPattern.invalid("Only one key allowed in match expression");
        }
        Map.Entry<String, JsonNode> only = matcher.properties().iterator().next();
        JsonNode argument = only.getValue();
        return switch (only.getKey()) {
            case "exists" -> exists(argument);
            case "numeric" -> numeric(argument);
            case "anything-but" -> anythingBut(argument);
            default -> text(only.getKey(), argument);
        };
    }

    private static Predicate<JsonNode> literal(JsonNode expected) {
        return expected.isNumber()
                ? value -> value.isNumber() && value.decimalValue().compareTo(expected.decimalValue()) == 0
                : expected::equals;
    }

    private static Predicate<JsonNode> exists(JsonNode argument) {
        if (!argument.isBoolean()) {
            throw EventPattern.invalid("exists match pattern must be either true or false.");
        }
        return _ -> argument.booleanValue();
    }

    private static Predicate<JsonNode> anythingBut(JsonNode argument) {
        Predicate<JsonNode> unwanted;
        if (argument.isObject() && argument.size() == 1) {
            Map.Entry<String, JsonNode> only = argument.properties().iterator().next();
            unwanted = any(only.getValue(), one -> text(only.getKey(), one));
        } else {
            unwanted = any(argument, Matchers::scalar);
        }
        return unwanted.negate();
    }

    private static Predicate<JsonNode> scalar(JsonNode argument) {
        if (!argument.isTextual() && !argument.isNumber()) {
            throw EventPattern.invalid("Inside anything but list, start|null|boolean is not supported.");
        }
        return literal(argument);
    }

    private static Predicate<JsonNode> any(JsonNode arguments, Function<JsonNode, Predicate<JsonNode>> compile) {
        if (arguments.isArray() && arguments.isEmpty()) {
            throw EventPattern.invalid("Empty arrays are not allowed");
        }
        List<Predicate<JsonNode>> tests = (arguments.isArray()
                        ? EventPattern.elements(arguments)
                        : Stream.of(arguments))
                .map(compile)
                .toList();
        return value -> tests.stream().anyMatch(test -> test.test(value));
    }

    private static Predicate<JsonNode> text(String kind, JsonNode argument) {
        JsonNode folded = argument.path("equals-ignore-case");
        if (folded.isTextual() && (kind.equals("prefix") || kind.equals("suffix"))) {
            Predicate<JsonNode> lower = text(kind, lower(folded));
            return value -> value.isTextual() && lower.test(lower(value));
        }
        if (!argument.isTextual()) {
            throw EventPattern.invalid("%s match pattern must be a string".formatted(kind));
        }
        String wanted = argument.textValue();
        Predicate<String> test = switch (kind) {
            case "prefix" -> text -> text.startsWith(wanted);
            case "suffix" -> text -> text.endsWith(wanted);
            case "equals-ignore-case" -> wanted::equalsIgnoreCase;
            case "wildcard" -> wildcard(wanted).asMatchPredicate();
            default -> throw EventPattern.invalid("Unrecognized match type " + kind);
        };
        return value -> value.isTextual() && test.test(value.textValue());
    }

    private static JsonNode lower(JsonNode text) {
        return TextNode.valueOf(text.textValue().toLowerCase(Locale.ROOT));
    }

    private static Pattern wildcard(String text) {
        String regex = Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.DOTALL);
    }

    private static Predicate<JsonNode> numeric(JsonNode argument) {
        if (!argument.isArray() || argument.isEmpty() || argument.size() % 2 != 0) {
            throw EventPattern.invalid("Value of numeric must be an array of operators and numbers.");
        }
        Predicate<JsonNode> all = JsonNode::isNumber;
        for (int i = 0; i < argument.size(); i += 2) {
            IntPredicate comparison = COMPARISONS.get(argument.get(i).asText());
            if (comparison == null || !argument.get(i + 1).isNumber()) {
                throw EventPattern.invalid("Unrecognized numeric range operator: " + argument.get(i));
            }
            BigDecimal bound = argument.get(i + 1).decimalValue();
            all = all.and(value -> comparison.test(value.decimalValue().compareTo(bound)));
        }
        return all;
    }
}
