package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.policy.Policies;
import dev.levee.sandbox.aws.policy.PolicyDocument;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The policies of users and roles, as they are now.
final class Entitlements {

    private static final int REMEMBERED = 1000;

    private final Store store;
    private final Membership membership;
    private final Map<String, PolicyDocument> read = new ConcurrentHashMap<>();

    Entitlements(Store store, Membership membership) {
        this.store = store;
        this.membership = membership;
    }

    /// @param row of a user or a role; nobody who is gone may do anything
    Policies of(String account, Optional<ObjectNode> row) {
        Map<String, PolicyDocument> identity = new LinkedHashMap<>();
        row.ifPresent(holder -> {
            for (Map.Entry<String, JsonNode> inline : holder.path("Policies").properties()) {
                identity.put(
                        inline.getKey(), PolicyDocument.parse(inline.getValue().asText()));
            }
            for (JsonNode arn : holder.path(Attachments.ATTACHED)) {
                identity.put(arn.asText(), managed(account, arn.asText()));
            }
        });
        Optional<PolicyDocument> boundary = row.map(holder -> holder.at(Attachments.BOUNDARY_ARN))
                .filter(JsonNode::isTextual)
                .map(arn -> managed(account, arn.asText()));
        return new Policies(identity, boundary, Optional.empty(), membership.controls(account));
    }

    private PolicyDocument managed(String account, String arn) {
        return read(ManagedPolicies.document(store, account, arn).orElseThrow());
    }

    /// Reads each text once: every call asks for the same few.
    private PolicyDocument read(String text) {
        if (read.size() > REMEMBERED) {
            read.clear();
        }
        return read.computeIfAbsent(text, PolicyDocument::parse);
    }
}
