package dev.levee.sandbox.aws.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A path with variables, e.g. `/clusters/{name}/updates/{updateId}`. Each is one segment; a last one with a plus,
/// `{Key+}`, is all that is left.
record PathTemplate(List<String> segments) {

    static PathTemplate of(String text) {
        return new PathTemplate(List.of(text.split("/", -1)));
    }

    /// The variables' values, decoded; empty if the path is another one.
    Optional<Map<String, String>> match(String path) {
        String[] given = path.split("/", segments.getLast().endsWith("+}") ? segments.size() : -1);
        if (given.length != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < given.length; i++) {
            String segment = segments.get(i);
            if (segment.startsWith("{")) {
                variables.put(segment.replaceAll("[{+}]", ""), decoded(given[i]));
            } else if (!segment.equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    /// In a path a plus is a plus.
    static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
