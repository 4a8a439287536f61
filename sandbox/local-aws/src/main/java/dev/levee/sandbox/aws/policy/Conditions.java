package dev.levee.sandbox.aws.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A statement's `Condition`: all of its tests have to hold.
final class Conditions {

    private static final String IF_EXISTS = "IfExists";

    /// One test.
    ///
    /// @param key lower case: condition keys have no case
    private record Test(Quantifier quantifier, Operator operator, boolean ifExists, String key, List<String> wanted) {

        boolean holds(Context context) {
            List<String> given = context.values(key);
            if (operator == Operator.NULL) {
                return wanted.contains(String.valueOf(given.isEmpty()));
            }
            if (given.isEmpty()) {
                return ifExists || quantifier == Quantifier.FOR_ALL || operator.isNegated();
            }
            List<String> filled = wanted.stream().map(context::fill).toList();
            Predicate<String> listed = value -> filled.stream().anyMatch(one -> operator.matches(one, value));
            Predicate<String> fits = operator.isNegated() ? listed.negate() : listed;
            return quantifier == Quantifier.FOR_ANY
                    ? given.stream().anyMatch(fits)
                    : given.stream().allMatch(fits);
        }
    }

    private enum Quantifier {
        ONE,
        FOR_ANY,
        FOR_ALL
    }

    private final List<Test> tests = new ArrayList<>();

    /// @throws IllegalArgumentException if an operator is unknown, or cannot compare with what it is given
    static Conditions parse(JsonNode condition) {
        Conditions conditions = new Conditions();
        for (Map.Entry<String, JsonNode> block : condition.properties()) {
            for (Map.Entry<String, JsonNode> key : block.getValue().properties()) {
                conditions.tests.add(test(block.getKey(), key.getKey(), Texts.of(key.getValue())));
            }
        }
        return conditions;
    }

    boolean hold(Context context) {
        return tests.stream().allMatch(test -> test.holds(context));
    }

    /// The keys that are asked for, lower case.
    Stream<String> keys() {
        return tests.stream().map(Test::key);
    }

    private static Test test(String word, String key, List<String> wanted) {
        Quantifier quantifier = Quantifier.ONE;
        if (word.startsWith("ForAnyValue:")) {
            quantifier = Quantifier.FOR_ANY;
        } else if (word.startsWith("ForAllValues:")) {
            quantifier = Quantifier.FOR_ALL;
        }
        String rest = quantifier == Quantifier.ONE ? word : word.substring(word.indexOf(':') + 1);
        boolean ifExists = rest.endsWith(IF_EXISTS);
        String plain = ifExists ? rest.substring(0, rest.length() - IF_EXISTS.length()) : rest;
        Operator operator = Operator.of(plain)
                .orElseThrow(() -> new IllegalArgumentException("unknown condition operator " + word));
        if (!wanted.stream().allMatch(operator::canWant)) {
            throw new IllegalArgumentException("%s cannot compare with %s".formatted(plain, wanted));
        }
        return new Test(quantifier, operator, ifExists, key.toLowerCase(Locale.ROOT), wanted);
    }
}
