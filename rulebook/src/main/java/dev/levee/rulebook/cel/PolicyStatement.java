package dev.levee.rulebook.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A statement of a policy on a resource.
record PolicyStatement(ObjectNode node) {

    private static final String EVERYONE = "*";
    private static final Set<String> EVERY_ACTION = Set.of("*", "s3:*");
    private static final Set<String> OF_BOOLEANS = Set.of("bool", "boolifexists");

    /// @throws IllegalArgumentException if this is no statement
    static PolicyStatement of(JsonNode node) {
        if (node instanceof ObjectNode statement) {
            return new PolicyStatement(statement);
        }
        throw new IllegalArgumentException("a policy with a statement that is no JSON object");
    }

    Optional<String> sid() {
        return Optional.of(node.path("Sid").asText()).filter(sid -> !sid.isEmpty());
    }

    boolean isPublicAllow(boolean evenConditioned) {
        return node.path("Effect").asText().equals("Allow")
                && (node.has("NotPrincipal") || isForEveryone())
                && (evenConditioned || !Confinement.in(node.path("Condition")));
    }

    /// The statement for those principals it names; empty if it names none.
    Optional<ObjectNode> withoutEveryone() {
        if (!(node.path("Principal") instanceof ObjectNode principal)) {
            return Optional.empty();
        }
        ObjectNode named = principal.deepCopy();
        switch (named.path("AWS")) {
            case ArrayNode list -> {
                List<JsonNode> others = list.valueStream()
                        .filter(one -> !one.asText().equals(EVERYONE))
                        .toList();
                list.removeAll().addAll(others);
                if (others.isEmpty()) {
                    named.remove("AWS");
                }
            }
            default -> named.remove("AWS");
        }
        return named.isEmpty() ? Optional.empty() : Optional.of(node.deepCopy().<ObjectNode>set("Principal", named));
    }

    /// On the resources it covers, in every case.
    boolean deniesPlainHttp() {
        return node.path("Effect").asText().equals("Deny")
                && isForEveryone()
                && texts(node.path("Action")).stream()
                        .anyMatch(action -> EVERY_ACTION.contains(action.toLowerCase(Locale.ROOT)))
                && isAboutPlainHttpOnly(node.path("Condition"));
    }

    boolean covers(String arn) {
        return texts(node.path("Resource")).stream()
                .anyMatch(pattern -> glob(pattern).matcher(arn).matches());
    }

    private boolean isForEveryone() {
        JsonNode principal = node.path("Principal");
        return texts(principal.isObject() ? principal.path("AWS") : principal).contains(EVERYONE);
    }

    /// More operators or keys would narrow it.
    private static boolean isAboutPlainHttpOnly(JsonNode condition) {
        if (condition.size() != 1) {
            return false;
        }
        Map.Entry<String, JsonNode> operator = condition.properties().iterator().next();
        if (!OF_BOOLEANS.contains(operator.getKey().toLowerCase(Locale.ROOT))
                || operator.getValue().size() != 1) {
            return false;
        }
        Map.Entry<String, JsonNode> key =
                operator.getValue().properties().iterator().next();
        return key.getKey().equalsIgnoreCase("aws:SecureTransport")
                && texts(key.getValue()).contains("false");
    }

    /// A text, or a list of them.
    static List<String> texts(JsonNode node) {
        if (node.isArray()) {
            return node.valueStream().map(JsonNode::asText).toList();
        }
        return node.isMissingNode() || node.isNull() ? List.of() : List.of(node.asText());
    }

    private static Pattern glob(String pattern) {
        String regex = pattern.chars()
                .mapToObj(letter -> switch (letter) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(letter));
                })
                .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.DOTALL);
    }
}
