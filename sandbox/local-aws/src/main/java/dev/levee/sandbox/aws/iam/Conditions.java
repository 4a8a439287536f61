package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// A statement's `Condition`: all of its tests have to hold.
final class Conditions {

    /// One test.
    ///
    /// @param key lower case: condition keys have no case
    private record Test(Quantifier quantifier, Operator operator, boolean ifExists, String key, List<String> wanted) {

        boolean holds(List<String> given) {
            if (operator == Operator.NULL) {
                return wanted.contains(String.valueOf(given.isEmpty()));
            }
            if (given.isEmpty()) {
                return ifExists || quantifier == Quantifier.FOR_ALL || operator.negated;
            }
            Predicate<String> one = value -> operator.negated
                    ? wanted.stream().noneMatch(pattern -> operator.matches.test(pattern, value))
                    : wanted.stream().anyMatch(pattern -> operator.matches.test(pattern, value));
            return quantifier == Quantifier.FOR_ANY
                    ? given.stream().anyMatch(one)
                    : given.stream().allMatch(one);
        }
    }

    private enum Quantifier {
        ONE,
        FOR_ANY,
        FOR_ALL
    }

    @SuppressWarnings("ImmutableEnumChecker") // the predicates keep nothing
    private enum Operator {
        STRING_EQUALS("StringEquals", false, String::equals),
        STRING_NOT_EQUALS("StringNotEquals", true, String::equals),
        STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false, String::equalsIgnoreCase),
        STRING_LIKE("StringLike", false, Globs::matches),
        STRING_NOT_LIKE("StringNotLike", true, Globs::matches),
        ARN_EQUALS("ArnEquals", false, Globs::matchesArn),
        ARN_LIKE("ArnLike", false, Globs::matchesArn),
        ARN_NOT_LIKE("ArnNotLike", true, Globs::matchesArn),
        BOOL("Bool", false, String::equalsIgnoreCase),
        NULL("Null", false, String::equals);

        private final String word;
        private final boolean negated;
        private final BiPredicate<String, String> matches;

        Operator(String word, boolean negated, BiPredicate<String, String> matches) {
            this.word = word;
            this.negated = negated;
            this.matches = matches;
        }

        static Optional<Operator> of(String word) {
            for (Operator operator : values()) {
                if (operator.word.equals(word)) {
                    return Optional.of(operator);
                }
            }
            return Optional.empty();
        }
    }

    private final List<Test> tests = new ArrayList<>();

    /// @throws IllegalArgumentException if an operator is unknown
    static Conditions parse(JsonNode condition) {
        Conditions conditions = new Conditions();
        condition.properties().forEach(block -> {
            String word = block.getKey();
            Quantifier quantifier = Quantifier.ONE;
            if (word.startsWith("ForAnyValue:")) {
                quantifier = Quantifier.FOR_ANY;
            } else if (word.startsWith("ForAllValues:")) {
                quantifier = Quantifier.FOR_ALL;
            }
            word = word.substring(word.indexOf(':') + 1);
            boolean ifExists = word.endsWith("IfExists");
            String plain = ifExists ? word.substring(0, word.length() - "IfExists".length()) : word;
            Operator operator = Operator.of(plain)
                    .orElseThrow(() -> new IllegalArgumentException("unknown condition operator " + plain));
            for (Map.Entry<String, JsonNode> key : block.getValue().properties()) {
                conditions.tests.add(new Test(
                        quantifier,
                        operator,
                        ifExists,
                        key.getKey().toLowerCase(Locale.ROOT),
                        PolicyDocument.texts(key.getValue())));
            }
        });
        return conditions;
    }

    boolean hold(Context context) {
        return tests.stream().allMatch(test -> test.holds(context.values(test.key())));
    }
}
