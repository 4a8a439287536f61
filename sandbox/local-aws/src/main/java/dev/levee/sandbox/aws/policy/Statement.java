package dev.levee.sandbox.aws.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/// One statement of a policy.
///
/// @param actions lower case; what is not listed is meant if `notActions`
/// @param resources empty in a trust policy, which is about the role it belongs to
/// @param principals empty in an identity policy
record Statement(
        boolean denies,
        List<String> actions,
        boolean notActions,
        List<String> resources,
        boolean notResources,
        Principals principals,
        Conditions conditions) {

    static Statement parse(JsonNode statement) {
        String effect = statement.path("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw new IllegalArgumentException("Effect must be Allow or Deny");
        }
        boolean notActions = statement.has("NotAction");
        List<String> actions = Texts.of(statement.path(notActions ? "NotAction" : "Action")).stream()
                .map(action -> action.toLowerCase(Locale.ROOT))
                .toList();
        if (actions.isEmpty()) {
            throw new IllegalArgumentException("a statement needs an Action or NotAction");
        }
        boolean notResources = statement.has("NotResource");
        Principals principals = Principals.parse(statement);
        List<String> resources = Texts.of(statement.path(notResources ? "NotResource" : "Resource"));
        if (resources.isEmpty() && principals.isEmpty()) {
            throw new IllegalArgumentException("a statement needs a Resource or NotResource");
        }
        return new Statement(
                effect.equals("Deny"),
                actions,
                notActions,
                resources,
                notResources,
                principals,
                Conditions.parse(statement.path("Condition")));
    }

    boolean covers(String action, String resource, Context context) {
        return coversAction(action)
                && (resources.isEmpty()
                        || resources.stream().anyMatch(pattern -> Globs.matches(context.fill(pattern), resource))
                                != notResources)
                && conditions.hold(context);
    }

    boolean coversAction(String action) {
        String lowerCase = action.toLowerCase(Locale.ROOT);
        return actions.stream().anyMatch(pattern -> Globs.matches(pattern, lowerCase)) != notActions;
    }

    Verdict verdict() {
        return denies ? Verdict.DENY : Verdict.ALLOW;
    }
}
