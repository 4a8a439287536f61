package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.policy.PolicyDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The trust policies of a role, each from when it is in force: a change shows at once and takes effect later.
record TrustHistory(List<Trust> policies) {

    private static final String MEMBER = "Trust";

    record Trust(Instant since, String document) {}

    static TrustHistory of(ObjectNode role) {
        List<Trust> policies = new ArrayList<>();
        for (JsonNode trust : role.path(MEMBER)) {
            policies.add(new Trust(
                    Instant.parse(trust.path("Since").asText()),
                    trust.path("Document").asText()));
        }
        return new TrustHistory(policies);
    }

    /// Shows a new policy from now on, which is in force from then on.
    static void change(ObjectNode role, String policy, Instant now, Instant then) {
        role.withObjectProperty("Role").put("AssumeRolePolicyDocument", policy);
        List<Trust> kept = new ArrayList<>(of(role).from(now));
        kept.add(new Trust(then, policy));
        ArrayNode history = role.putArray(MEMBER);
        kept.forEach(trust ->
                history.addObject().put("Since", trust.since().toString()).put("Document", trust.document()));
    }

    /// The one in force at this time.
    PolicyDocument at(Instant time) {
        return PolicyDocument.parse(from(time).getFirst().document());
    }

    /// The one in force at this time, and those to come.
    private List<Trust> from(Instant time) {
        int first = 0;
        for (int i = 0; i < policies.size(); i++) {
            if (!policies.get(i).since().isAfter(time)) {
                first = i;
            }
        }
        return policies.subList(first, policies.size());
    }
}
