package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.Caller;
import java.util.List;
import java.util.Locale;

/// One statement of a policy.
///
/// @param actions lower case; what is not listed is meant if `notActions`
/// @param resources empty in a trust policy, which is about the role it belongs to
/// @param principals AWS principals; empty in an identity policy
record Statement(
        boolean denies,
        List<String> actions,
        boolean notActions,
        List<String> resources,
        boolean notResources,
        List<String> principals,
        Conditions conditions) {

    static Statement parse(JsonNode statement) {
        String effect = statement.path("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw new IllegalArgumentException("Effect must be Allow or Deny");
        }
        boolean notActions = statement.has("NotAction");
        List<String> actions = PolicyDocument.texts(statement.path(notActions ? "NotAction" : "Action")).stream()
                .map(action -> action.toLowerCase(Locale.ROOT))
                .toList();
        if (actions.isEmpty()) {
            throw new IllegalArgumentException("a statement needs an Action or NotAction");
        }
        boolean notResources = statement.has("NotResource");
        JsonNode principal = statement.path("Principal");
        List<String> principals = PolicyDocument.texts(principal.isObject() ? principal.path("AWS") : principal);
        List<String> resources = PolicyDocument.texts(statement.path(notResources ? "NotResource" : "Resource"));
        if (resources.isEmpty() && principal.isMissingNode()) {
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
        String lowerCase = action.toLowerCase(Locale.ROOT);
        boolean actionListed = actions.stream().anyMatch(pattern -> Globs.matches(pattern, lowerCase));
        boolean resourceListed =
                resources.isEmpty() || resources.stream().anyMatch(pattern -> Globs.matches(pattern, resource));
        return actionListed != notActions && resourceListed != notResources && conditions.hold(context);
    }

    /// Whether the caller is one of the principals: itself, the role it has assumed, its account, or anybody.
    boolean names(Caller caller) {
        String root = "arn:aws:iam::%s:root".formatted(caller.account());
        return principals.stream()
                .anyMatch(principal -> principal.equals("*")
                        || principal.equals(caller.account())
                        || principal.equals(root)
                        || principal.equals(caller.arn())
                        || (caller instanceof Caller.RoleSession session && principal.equals(session.roleArn())));
    }
}
