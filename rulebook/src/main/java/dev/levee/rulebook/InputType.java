package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.rulebook.cel.Cidr;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What an input takes.
sealed interface InputType {

    /// What a value looks like.
    String form();

    /// What is wrong with the value, after the words "`x` must"; empty if nothing is.
    Optional<String> refuses(JsonNode value);

    record IntegerType(long min, long max) implements InputType {

        @Override
        public String form() {
            return "a whole number from " + min + " to " + max;
        }

        @Override
        public Optional<String> refuses(JsonNode value) {
            boolean taken = value.isIntegralNumber()
                    && value.canConvertToLong()
                    && min <= value.longValue()
                    && value.longValue() <= max;
            return taken ? Optional.empty() : Optional.of("be " + form());
        }
    }

    record BooleanType() implements InputType {

        @Override
        public String form() {
            return "true or false";
        }

        @Override
        public Optional<String> refuses(JsonNode value) {
            return value.isBoolean() ? Optional.empty() : Optional.of("be " + form());
        }
    }

    record StringType(Pattern pattern) implements InputType {

        @Override
        public String form() {
            return "text that matches `" + pattern + "`";
        }

        @Override
        public Optional<String> refuses(JsonNode value) {
            boolean taken =
                    value.isTextual() && pattern.matcher(value.textValue()).matches();
            return taken ? Optional.empty() : Optional.of("be " + form());
        }
    }

    record OneOf(List<String> values) implements InputType {

        @Override
        public String form() {
            return "one of: " + String.join(", ", values);
        }

        @Override
        public Optional<String> refuses(JsonNode value) {
            boolean taken = value.isTextual() && values.contains(value.textValue());
            return taken ? Optional.empty() : Optional.of("be " + form());
        }
    }

    /// @param minPrefix the widest range taken; 8 keeps the world out
    record CidrType(int minPrefix) implements InputType {

        @Override
        public String form() {
            return "a CIDR range no wider than /" + minPrefix;
        }

        @Override
        public Optional<String> refuses(JsonNode value) {
            if (!value.isTextual()) {
                return Optional.of("be a CIDR range such as 10.0.0.0/8");
            }
            try {
                Cidr cidr = Cidr.parse(value.textValue());
                if (cidr.prefix() < minPrefix) {
                    return Optional.of("be no wider than /" + minPrefix);
                }
                return cidr.equals(cidr.network())
                        ? Optional.empty()
                        : Optional.of("begin a range: write " + cidr.network());
            } catch (IllegalArgumentException e) {
                return Optional.of("be a CIDR range: " + e.getMessage());
            }
        }
    }

    /// A list without repetitions.
    record ListOf(InputType of) implements InputType {

        @Override
        public String form() {
            return "a list without repetitions; each item is " + of.form();
        }

        @Override
        public Optional<String> refuses(JsonNode value) {
            if (!value.isArray()) {
                return Optional.of("be a list");
            }
            Set<JsonNode> seen = new HashSet<>();
            for (JsonNode item : value) {
                Optional<String> refusal = of.refuses(item);
                if (refusal.isPresent()) {
                    return refusal.map(must -> "hold items that " + must + "; " + item + " does not");
                }
                if (!seen.add(item)) {
                    return Optional.of("hold " + item + " once");
                }
            }
            return Optional.empty();
        }
    }
}
