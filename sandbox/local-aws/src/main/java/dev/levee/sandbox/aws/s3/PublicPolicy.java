package dev.levee.sandbox.aws.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Whether a bucket policy is public as S3 means it: it allows something to everyone, and no condition holds that to
/// fixed values of who asks or from where.
final class PublicPolicy {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Pattern OPERATOR =
            Pattern.compile("(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like)|IpAddress)");
    private static final Pattern ACCESS_POINTS = Pattern.compile("arn:[a-z-]+:s3:[^:*?]*:\\d{12}:.*");
    private static final Pattern PRIVATE_V4 = Pattern.compile("10\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*");

    private static final Set<String> CONFINING = Set.of(
            "aws:principalorgid",
            "aws:principalorgpaths",
            "aws:principalaccount",
            "aws:principalarn",
            "aws:sourcearn",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:sourceowner",
            "aws:sourceaccount",
            "aws:userid",
            "s3:dataaccesspointaccount");

    private PublicPolicy() {}

    static boolean is(String text) {
        try {
            JsonNode statements = JSON.readTree(text).path("Statement");
            return (statements.isObject() ? Stream.of(statements) : statements.valueStream())
                    .anyMatch(PublicPolicy::isPublic);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a policy that was accepted is no JSON", e);
        }
    }

    private static boolean isPublic(JsonNode statement) {
        return statement.path("Effect").asText().equals("Allow")
                && toEveryone(statement)
                && statement.path("Condition").properties().stream()
                        .noneMatch(operator ->
                                OPERATOR.matcher(operator.getKey()).matches()
                                        && operator.getValue().properties().stream()
                                                .anyMatch(key -> confines(
                                                        key.getKey().toLowerCase(Locale.ROOT), texts(key.getValue()))));
    }

    private static boolean toEveryone(JsonNode statement) {
        JsonNode principal = statement.path("Principal");
        return statement.has("NotPrincipal")
                || texts(principal.isObject() ? principal.path("AWS") : principal)
                        .contains("*");
    }

    private static boolean confines(String key, List<String> values) {
        return switch (key) {
            case "aws:sourceip" -> values.stream().allMatch(PublicPolicy::isNarrow);
            case "s3:dataaccesspointarn" ->
                values.stream().allMatch(arn -> ACCESS_POINTS.matcher(arn).matches());
            default ->
                CONFINING.contains(key)
                        && values.stream()
                                .noneMatch(value -> value.contains("*") || value.contains("?") || value.contains("${"));
        };
    }

    private static boolean isNarrow(String range) {
        int slash = range.indexOf('/');
        if (slash < 0 || PRIVATE_V4.matcher(range).matches()) {
            return true;
        }
        return Integer.parseInt(range.substring(slash + 1)) >= (range.contains(":") ? 32 : 8);
    }

    private static List<String> texts(JsonNode node) {
        return node.isArray()
                ? node.valueStream().map(JsonNode::asText).toList()
                : node.isMissingNode() ? List.of() : List.of(node.asText());
    }
}
