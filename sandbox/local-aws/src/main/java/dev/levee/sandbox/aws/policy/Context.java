package dev.levee.sandbox.aws.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What conditions may ask about a call: condition keys and their values. Immutable.
public final class Context {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

    private final Map<String, List<String>> values;

    private Context(Map<String, List<String>> values) {
        this.values = values;
    }

    public static Context empty() {
        return new Context(Map.of());
    }

    public Context with(String key, String value) {
        return with(key, List.of(value));
    }

    /// A key without values is as good as absent.
    public Context with(String key, List<String> several) {
        Map<String, List<String>> more = new HashMap<>(values);
        more.put(key.toLowerCase(Locale.ROOT), List.copyOf(several));
        return new Context(more);
    }

    public Context with(Context other) {
        Map<String, List<String>> more = new HashMap<>(values);
        more.putAll(other.values);
        return new Context(more);
    }

    public boolean has(String key) {
        return !values(key.toLowerCase(Locale.ROOT)).isEmpty();
    }

    List<String> values(String lowerCaseKey) {
        return values.getOrDefault(lowerCaseKey, List.of());
    }

    /// Puts the values of policy variables, `${aws:PrincipalAccount}`, in their place. One that has no value, or
    /// several, stays as it is, and so fits nothing.
    String fill(String text) {
        if (!text.contains("${")) {
            return text;
        }
        return VARIABLE.matcher(text).replaceAll(variable -> {
            List<String> found = values(variable.group(1).toLowerCase(Locale.ROOT));
            return Matcher.quoteReplacement(found.size() == 1 ? found.getFirst() : variable.group());
        });
    }
}
