package dev.levee.sandbox.aws.cloudwatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Metric math of one period: numbers, ids, `+ - * /`, parentheses, and `FILL(id, number)` for a value that is missing.
/// What is computed of a missing value is missing.
sealed interface Expression {

    /// @param values by id; those that are missing are not there
    OptionalDouble of(Map<String, Double> values);

    /// @throws IllegalArgumentException if it is none, or one that is not known here
    static Expression parse(String text) {
        return new Parser(text).whole();
    }

    record Number(double value) implements Expression {

        @Override
        public OptionalDouble of(Map<String, Double> values) {
            return OptionalDouble.of(value);
        }
    }

    record Id(String name) implements Expression {

        @Override
        public OptionalDouble of(Map<String, Double> values) {
            Double value = values.get(name);
            return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
        }
    }

    record Fill(Expression gappy, Expression filling) implements Expression {

        @Override
        public OptionalDouble of(Map<String, Double> values) {
            OptionalDouble value = gappy.of(values);
            return value.isPresent() ? value : filling.of(values);
        }
    }

    record Operation(String operator, Expression left, Expression right) implements Expression {

        @Override
        public OptionalDouble of(Map<String, Double> values) {
            OptionalDouble a = left.of(values);
            OptionalDouble b = right.of(values);
            if (a.isEmpty() || b.isEmpty() || (operator.equals("/") && b.getAsDouble() == 0)) {
                return OptionalDouble.empty();
            }
            return OptionalDouble.of(
                    switch (operator) {
                        case "+" -> a.getAsDouble() + b.getAsDouble();
                        case "-" -> a.getAsDouble() - b.getAsDouble();
                        case "*" -> a.getAsDouble() * b.getAsDouble();
                        default -> a.getAsDouble() / b.getAsDouble();
                    });
        }
    }

    /// Reads an expression from left to right.
    final class Parser {

        private static final Pattern TOKEN = Pattern.compile("\\s*(\\d+(?:\\.\\d+)?|\\w+|[-+*/(),])\\s*");

        private final String text;
        private final List<String> tokens = new ArrayList<>();
        private int next;

        private Parser(String text) {
            this.text = text;
            Matcher token = TOKEN.matcher(text);
            int end = 0;
            while (token.find() && token.start() == end) {
                tokens.add(token.group(1));
                end = token.end();
            }
            if (end < text.length()) {
                throw wrong();
            }
        }

        private Expression whole() {
            Expression whole = sum();
            if (next < tokens.size()) {
                throw wrong();
            }
            return whole;
        }

        private Expression sum() {
            Expression sum = product();
            while (is("+") || is("-")) {
                sum = new Operation(take(), sum, product());
            }
            return sum;
        }

        private Expression product() {
            Expression product = single();
            while (is("*") || is("/")) {
                product = new Operation(take(), product, single());
            }
            return product;
        }

        private Expression single() {
            String token = take();
            if (token.equals("(")) {
                Expression inner = sum();
                expect(")");
                return inner;
            }
            if (token.equals("FILL")) {
                expect("(");
                Expression gappy = sum();
                expect(",");
                Expression filling = sum();
                expect(")");
                return new Fill(gappy, filling);
            }
            if (Character.isDigit(token.charAt(0))) {
                return new Number(Double.parseDouble(token));
            }
            if (Character.isLowerCase(token.charAt(0))) {
                return new Id(token);
            }
            throw wrong();
        }

        private boolean is(String token) {
            return next < tokens.size() && tokens.get(next).equals(token);
        }

        private String take() {
            if (next == tokens.size()) {
                throw wrong();
            }
            return tokens.get(next++);
        }

        private void expect(String token) {
            if (!take().equals(token)) {
                throw wrong();
            }
        }

        private IllegalArgumentException wrong() {
            return new IllegalArgumentException("Error in expression '%s'".formatted(text));
        }
    }
}
