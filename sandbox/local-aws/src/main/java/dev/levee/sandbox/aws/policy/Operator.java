package dev.levee.sandbox.aws.policy;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntPredicate;

/// How a condition compares what a policy wants with what a call has.
@SuppressWarnings("ImmutableEnumChecker") // the predicates keep nothing
enum Operator {
    STRING_EQUALS("StringEquals", false, String::equals),
    STRING_NOT_EQUALS("StringNotEquals", true, String::equals),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false, String::equalsIgnoreCase),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true, String::equalsIgnoreCase),
    STRING_LIKE("StringLike", false, Globs::matches),
    STRING_NOT_LIKE("StringNotLike", true, Globs::matches),
    ARN_EQUALS("ArnEquals", false, Globs::matchesArn),
    ARN_NOT_EQUALS("ArnNotEquals", true, Globs::matchesArn),
    ARN_LIKE("ArnLike", false, Globs::matchesArn),
    ARN_NOT_LIKE("ArnNotLike", true, Globs::matchesArn),
    BINARY_EQUALS("BinaryEquals", false, String::equals),
    BOOL("Bool", false, String::equalsIgnoreCase),
    NULL("Null", false, String::equals),
    DATE_EQUALS("DateEquals", false, date(order -> order == 0)),
    DATE_NOT_EQUALS("DateNotEquals", true, date(order -> order == 0)),
    DATE_LESS_THAN("DateLessThan", false, date(order -> order < 0)),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", false, date(order -> order <= 0)),
    DATE_GREATER_THAN("DateGreaterThan", false, date(order -> order > 0)),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false, date(order -> order >= 0)),
    NUMERIC_EQUALS("NumericEquals", false, number(order -> order == 0)),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true, number(order -> order == 0)),
    NUMERIC_LESS_THAN("NumericLessThan", false, number(order -> order < 0)),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false, number(order -> order <= 0)),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false, number(order -> order > 0)),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false, number(order -> order >= 0)),
    IP_ADDRESS("IpAddress", false, Operator::isInRange),
    NOT_IP_ADDRESS("NotIpAddress", true, Operator::isInRange);

    private final String word;
    private final boolean negated;
    private final BiPredicate<String, String> matches;

    Operator(String word, boolean negated, BiPredicate<String, String> matches) {
        this.word = word;
        this.negated = negated;
        this.matches = matches;
    }

    static Optional<Operator> of(String word) {
        return Arrays.stream(values())
                .filter(operator -> operator.word.equals(word))
                .findFirst();
    }

    /// Whether it holds where none of the wanted values is there.
    boolean isNegated() {
        return negated;
    }

    boolean matches(String wanted, String given) {
        return matches.test(wanted, given);
    }

    /// Whether a policy may want this value.
    boolean canWant(String value) {
        return switch (this) {
            case DATE_EQUALS,
                    DATE_NOT_EQUALS,
                    DATE_LESS_THAN,
                    DATE_LESS_THAN_EQUALS,
                    DATE_GREATER_THAN,
                    DATE_GREATER_THAN_EQUALS -> instant(value).isPresent();
            case NUMERIC_EQUALS,
                    NUMERIC_NOT_EQUALS,
                    NUMERIC_LESS_THAN,
                    NUMERIC_LESS_THAN_EQUALS,
                    NUMERIC_GREATER_THAN,
                    NUMERIC_GREATER_THAN_EQUALS -> decimal(value).isPresent();
            default -> true;
        };
    }

    private static BiPredicate<String, String> date(IntPredicate order) {
        return compared(Operator::instant, order);
    }

    private static BiPredicate<String, String> number(IntPredicate order) {
        return compared(Operator::decimal, order);
    }

    /// How the given value stands to the wanted one.
    private static <T extends Comparable<? super T>> BiPredicate<String, String> compared(
            Function<String, Optional<T>> reading, IntPredicate order) {
        return (wanted, given) -> reading.apply(given)
                .flatMap(one -> reading.apply(wanted)
                        .map(other -> order.test(Comparator.<T>naturalOrder().compare(one, other))))
                .orElse(false);
    }

    /// A date, a date with time, or seconds since 1970.
    private static Optional<Instant> instant(String text) {
        try {
            if (text.matches("\\d{1,11}")) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            return Optional.of(
                    text.contains("T")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> decimal(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static boolean isInRange(String range, String address) {
        String[] parts = range.split("/", 2);
        try {
            byte[] start = InetAddress.ofLiteral(parts[0]).getAddress();
            byte[] given = InetAddress.ofLiteral(address).getAddress();
            int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : start.length * 8;
            if (start.length != given.length || bits < 0 || bits > start.length * 8) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                if (((start[bit / 8] ^ given[bit / 8]) & (0x80 >> (bit % 8))) != 0) {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
