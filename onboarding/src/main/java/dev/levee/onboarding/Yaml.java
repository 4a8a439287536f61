package dev.levee.onboarding;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// The YAML of a template.
final class Yaml {

    private static final int WIDTH = 100;

    private Yaml() {}

    /// A key with its value, or with the list of its values.
    static Stream<String> oneOrList(String key, List<String> values) {
        if (values.size() == 1) {
            return Stream.of(key + ": " + values.getFirst());
        }
        String inline = key + ": [" + String.join(", ", values) + "]";
        boolean plain = values.stream().noneMatch(value -> value.startsWith("!"));
        return plain && inline.length() <= WIDTH
                ? Stream.of(inline)
                : Stream.concat(Stream.of(key + ":"), list(values).stream().map(line -> "  " + line));
    }

    static List<String> list(Collection<String> values) {
        return values.stream().map(value -> "- " + value).toList();
    }

    /// An ARN with CloudFormation's parameters in it, or `*`.
    static String resource(String arn) {
        return arn.contains("${") ? "!Sub " + arn : "'" + arn + "'";
    }
}
