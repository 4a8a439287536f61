package dev.levee.rulebook.cel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Conditions that hold a statement to known callers or networks: fixed values of certain keys, patterns within one
/// account, organization or role, and address ranges that are not too wide.
///
/// S3 itself does not count every such pattern, and takes some of these statements for public. To somebody they were
/// meant for they are not.
final class Confinement {

    /// Others hold where the request does not have the key, or where it has another value.
    private static final Pattern OPERATOR =
            Pattern.compile("(foranyvalue:)?(string(equals|equalsignorecase|like)|arn(equals|like)|ipaddress)");

    private static final Set<String> KEYS = Set.of(
            "aws:principalaccount",
            "aws:principalarn",
            "aws:principalorgid",
            "aws:principalorgpaths",
            "aws:sourceaccount",
            "aws:sourcearn",
            "aws:sourceowner",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:userid",
            "s3:dataaccesspointaccount");

    /// What a value may look like whatever its end: the account, organization or role it names is one.
    private static final Map<String, Pattern> OF_SOMEBODY = Map.of(
            "aws:principalarn", Pattern.compile("arn:[a-z-]+:(iam|sts)::\\d{12}:[^$]*"),
            "aws:principalorgpaths", Pattern.compile("o-[a-z0-9]+/[^$]*"),
            "aws:sourcearn", Pattern.compile("arn:[a-z-]+:[a-z0-9-]+:[^:$]*:\\d{12}:[^$]*"),
            "aws:userid", Pattern.compile("A[A-Z]{3}[A-Z0-9]+:[^$]*"),
            "s3:dataaccesspointarn", Pattern.compile("arn:[a-z-]+:s3:[^:]*:\\d{12}:.*"));

    private static final Pattern OPEN_VALUE = Pattern.compile(".*([*?]|\\$\\{).*", Pattern.DOTALL);
    private static final Pattern PRIVATE_ADDRESS =
            Pattern.compile("10\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*");
    private static final int WIDEST_V4 = 8;
    private static final int WIDEST_V6 = 32;

    private Confinement() {}

    /// All of a statement's conditions have to hold, so one is enough.
    static boolean in(JsonNode conditions) {
        return conditions.properties().stream()
                .filter(operator -> OPERATOR.matcher(lower(operator.getKey())).matches())
                .flatMap(operator -> operator.getValue().properties().stream())
                .anyMatch(key -> confines(lower(key.getKey()), PolicyStatement.texts(key.getValue())));
    }

    private static boolean confines(String key, List<String> values) {
        return !values.isEmpty()
                && values.stream()
                        .allMatch(value -> key.equals("aws:sourceip")
                                ? isNarrow(value)
                                : isOfSomebody(key, value)
                                        || (KEYS.contains(key)
                                                && !OPEN_VALUE.matcher(value).matches()));
    }

    private static boolean isOfSomebody(String key, String value) {
        Pattern pattern = OF_SOMEBODY.get(key);
        return pattern != null && pattern.matcher(value).matches();
    }

    private static boolean isNarrow(String range) {
        if (!range.contains("/") || PRIVATE_ADDRESS.matcher(range).matches()) {
            return true;
        }
        return Cidr.parse(range).prefix() >= (range.contains(":") ? WIDEST_V6 : WIDEST_V4);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
