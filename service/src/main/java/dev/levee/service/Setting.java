package dev.levee.service;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One environment variable an operator can set.
///
/// @param variable its name, e.g. `LEVEE_HTTP_PORT`
/// @param meaning one sentence for people
/// @param form what a value looks like, e.g. `1 to 65535`, `a duration such as 30s or PT5M`
/// @param fallback the value where none is set, as text; null means that one must be set, unless the setting is
/// optional
/// @param parse makes the value of the text; an IllegalArgumentException says what is wrong with it
public record Setting<T>(
        String variable,
        String meaning,
        String form,
        @Nullable String fallback,
        Function<String, T> parse) {

    private static final String NONE = "";

    public static Setting<String> text(String variable, String meaning) {
        return new Setting<>(variable, meaning, "text", null, text -> text);
    }

    public static Setting<String> oneOf(String variable, String meaning, String... values) {
        List<String> allowed = List.of(values);
        return new Setting<>(variable, meaning, "one of " + String.join(", ", allowed), null, text -> {
            if (!allowed.contains(text)) {
                throw new IllegalArgumentException("is none of " + allowed);
            }
            return text;
        });
    }

    public static Setting<Path> path(String variable, String meaning) {
        return new Setting<>(variable, meaning, "a path", null, Path::of);
    }

    public static Setting<URI> url(String variable, String meaning) {
        return new Setting<>(variable, meaning, "a URL such as https://host:port", null, text -> {
            URI url = URI.create(text);
            if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
                throw new IllegalArgumentException("is no URL");
            }
            return url;
        });
    }

    public static Setting<Boolean> flag(String variable, String meaning) {
        return new Setting<>(variable, meaning, "true or false", null, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is neither true nor false");
        });
    }

    public static Setting<Integer> integer(String variable, String meaning, int least, int most) {
        return new Setting<>(variable, meaning, least + " to " + most, null, text -> {
            int value = Integer.parseInt(text);
            if (value < least || value > most) {
                throw new IllegalArgumentException("is out of range");
            }
            return value;
        });
    }

    /// A positive length of time: ISO-8601 (`PT5M`), or the short forms `200ms`, `30s`, `5m`, `24h`, `7d`.
    public static Setting<Duration> duration(String variable, String meaning) {
        return new Setting<>(variable, meaning, "a duration such as 200ms, 30s, 5m, 24h or PT5M", null, text -> {
            Duration value = parseDuration(text);
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("is not positive");
            }
            return value;
        });
    }

    /// The same, or zero: `0`.
    public static Setting<Duration> durationOrZero(String variable, String meaning) {
        Setting<Duration> positive = duration(variable, meaning);
        return new Setting<>(
                variable,
                meaning,
                "0, or " + positive.form(),
                null,
                text -> text.equals("0") ? Duration.ZERO : positive.parse().apply(text));
    }

    public Setting<T> withDefault(String text) {
        return new Setting<>(variable, meaning, form, text, parse);
    }

    /// The same, but it may be left out.
    public Setting<Optional<T>> optional() {
        return new Setting<>(
                variable,
                meaning,
                form,
                NONE,
                text -> text.equals(NONE) ? Optional.empty() : Optional.of(parse.apply(text)));
    }

    public boolean required() {
        return fallback == null;
    }

    private static Duration parseDuration(String text) {
        try {
            if (text.startsWith("P")) {
                return Duration.parse(text);
            }
            int digits = 0;
            while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
                digits++;
            }
            long amount = Long.parseLong(text.substring(0, digits));
            return switch (text.substring(digits)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                case "d" -> Duration.ofDays(amount);
                default -> throw new IllegalArgumentException("has no unit of ms, s, m, h or d");
            };
        } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("is no duration", e);
        }
    }
}
