package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Caller;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.policy.Context;
import dev.levee.sandbox.aws.policy.Denial;
import dev.levee.sandbox.aws.policy.Policies;
import dev.levee.sandbox.aws.policy.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Says what a role might do, by the same policies that decide when it does. Like IAM's own simulator it looks at no
/// resource's policy, gives one result for each action, and says of each resource in there.
final class Simulation {

    private static final Pattern ACTION = Pattern.compile("[a-zA-Z0-9-]+:[a-zA-Z0-9]+");
    private static final List<String> UNAVAILABLE = List.of(
            "PolicyInputList",
            "PermissionsBoundaryPolicyInputList",
            "ResourcePolicy",
            "ResourceOwner",
            "CallerArn",
            "ResourceHandlingOption");

    private final Directory directory;
    private final Membership membership;

    Simulation(Directory directory, Membership membership) {
        this.directory = directory;
        this.membership = membership;
    }

    Map<String, Operation> operations() {
        return Map.of("SimulatePrincipalPolicy", this::simulate);
    }

    /// @param session as it would be
    private record Role(Caller.RoleSession session, Policies policies, Context context) {

        Outcome outcome(String action, String arn) {
            return new Outcome(
                    arn,
                    policies.denial(session, action, Resource.plain(arn, session.account()), context),
                    policies.deciding(action, arn, context),
                    policies.isWithinBoundary(action, arn, context),
                    policies.isWithinControls(action, arn, context));
        }
    }

    /// What becomes of an action on a resource.
    private record Outcome(
            String resource,
            Optional<Denial> denial,
            List<String> deciding,
            boolean withinBoundary,
            boolean withinControls) {}

    private JsonNode simulate(Request request) {
        UNAVAILABLE.stream().filter(request.document()::has).findFirst().ifPresent(member -> {
            throw invalid("%s is not available here.".formatted(member));
        });
        Role role = role(request);
        List<String> resources = ResourceTemplate.members("ResourceArns", request);
        List<ObjectNode> results = new ArrayList<>();
        for (String action : ResourceTemplate.members("ActionNames", request)) {
            if (!ACTION.matcher(action).matches()) {
                throw invalid("Invalid action name: %s".formatted(action));
            }
            results.add(result(role, action, resources.isEmpty() ? List.of("*") : resources));
        }
        return Listing.answer(request, "EvaluationResults", results);
    }

    private Role role(Request request) {
        String source = request.required("PolicySourceArn");
        RoleArn arn = RoleArn.parse(source)
                .filter(role -> role.account().equals(request.account()))
                .orElseThrow(() -> Roles.noSuchEntity("Role", source));
        String roleId = directory
                .roles(arn.account())
                .get(arn.name())
                .filter(found -> found.at("/Role/Arn").asText().equals(source))
                .map(found -> found.at("/Role/RoleId").asText())
                .orElseThrow(() -> Roles.noSuchEntity("Role", source));
        Caller.RoleSession session =
                new Caller.RoleSession(arn.account(), arn.name(), source, roleId, "simulation", "", request.time());
        Context context = CallContext.of(session, request.time(), membership);
        for (JsonNode entry : request.document().path("ContextEntries")) {
            List<String> values = entry.path("ContextKeyValues")
                    .valueStream()
                    .map(JsonNode::asText)
                    .toList();
            context = context.with(entry.path("ContextKeyName").asText(), values);
        }
        return new Role(session, directory.ofRole(arn.account(), arn.name()), context);
    }

    /// What is denied on one resource is denied on the whole.
    private static ObjectNode result(Role role, String action, List<String> resources) {
        List<Outcome> outcomes = resources.stream()
                .map(resource -> role.outcome(action, resource))
                .toList();
        ObjectNode result = JsonNodeFactory.instance
                .objectNode()
                .put("EvalActionName", action)
                .put("EvalResourceName", resources.size() == 1 ? resources.getFirst() : "*")
                .put("EvalDecision", decision(outcomes));
        describe(role, outcomes, result);
        if (!role.policies().controls().isEmpty()) {
            result.putObject("OrganizationsDecisionDetail")
                    .put("AllowedByOrganizations", outcomes.stream().allMatch(Outcome::withinControls));
        }
        ArrayNode missing = result.putArray("MissingContextValues");
        role.policies().keys(action).stream()
                .filter(key -> !role.context().has(key))
                .forEach(missing::add);
        if (!resources.equals(List.of("*"))) {
            for (Outcome outcome : outcomes) {
                ObjectNode one = result.withArrayProperty("ResourceSpecificResults")
                        .addObject()
                        .put("EvalResourceName", outcome.resource())
                        .put("EvalResourceDecision", decision(List.of(outcome)));
                describe(role, List.of(outcome), one);
            }
        }
        return result;
    }

    private static void describe(Role role, List<Outcome> outcomes, ObjectNode result) {
        ArrayNode matched = result.putArray("MatchedStatements");
        outcomes.stream()
                .flatMap(outcome -> outcome.deciding().stream())
                .distinct()
                .forEach(policy ->
                        matched.addObject().put("SourcePolicyId", policy).put("SourcePolicyType", "IAM Policy"));
        if (role.policies().boundary().isPresent()) {
            result.putObject("PermissionsBoundaryDecisionDetail")
                    .put("AllowedByPermissionsBoundary", outcomes.stream().allMatch(Outcome::withinBoundary));
        }
    }

    private static String decision(List<Outcome> outcomes) {
        List<Denial> denials =
                outcomes.stream().flatMap(outcome -> outcome.denial().stream()).toList();
        if (denials.isEmpty()) {
            return "allowed";
        }
        return denials.stream().anyMatch(Denial::explicit) ? "explicitDeny" : "implicitDeny";
    }

    private static AwsFault invalid(String message) {
        return new AwsFault("InvalidInput", 400, message);
    }
}
