package dev.levee.sandbox.aws.iam;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What conditions may ask about a call: condition keys and their values. Immutable.
public final class Context {

    private final Map<String, List<String>> values;

    private Context(Map<String, List<String>> values) {
        this.values = values;
    }

    public static Context empty() {
        return new Context(Map.of());
    }

    public Context with(String key, String value) {
        Map<String, List<String>> more = new HashMap<>(values);
        more.put(key.toLowerCase(Locale.ROOT), List.of(value));
        return new Context(more);
    }

    List<String> values(String lowerCaseKey) {
        return values.getOrDefault(lowerCaseKey, List.of());
    }
}
