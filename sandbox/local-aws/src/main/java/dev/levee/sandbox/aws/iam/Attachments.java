package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import java.util.List;
import java.util.Map;

/// The managed policies attached to roles, and the one that limits a role.
final class Attachments {

    /// The member of a role's row that lists the ARNs of its policies.
    static final String ATTACHED = "Attached";

    /// Where in a role's row the ARN of the policy that limits it is.
    static final String BOUNDARY_ARN = "/Role/PermissionsBoundary/PermissionsBoundaryArn";

    private final Store store;
    private final RoleRows roles;

    Attachments(Store store, RoleRows roles) {
        this.store = store;
        this.roles = roles;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "AttachRolePolicy", this::attach,
                "DetachRolePolicy", this::detach,
                "ListAttachedRolePolicies", this::list,
                "PutRolePermissionsBoundary", request -> roles.change(request, row -> limit(row, request)),
                "DeleteRolePermissionsBoundary",
                        request -> roles.change(
                                request, row -> row.withObjectProperty("Role").remove("PermissionsBoundary")));
    }

    private ObjectNode attach(Request request) {
        String arn = existing(request.required("PolicyArn"), request);
        return roles.change(request, row -> {
            ArrayNode attached = row.withArrayProperty(ATTACHED);
            if (attached.valueStream().noneMatch(one -> one.asText().equals(arn))) {
                Quota.ofAttached(attached.add(arn).size());
            }
        });
    }

    private ObjectNode detach(Request request) {
        String arn = request.required("PolicyArn");
        return roles.change(request, row -> {
            ArrayNode attached = row.withArrayProperty(ATTACHED);
            int before = attached.size();
            if (attached.removeIf(one -> one.asText().equals(arn)).size() == before) {
                throw new AwsFault("NoSuchEntity", 404, "Policy %s was not found.".formatted(arn));
            }
        });
    }

    private ObjectNode list(Request request) {
        List<ObjectNode> policies = roles.of(request)
                .path(ATTACHED)
                .valueStream()
                .map(JsonNode::asText)
                .map(arn -> JsonNodeFactory.instance
                        .objectNode()
                        .put("PolicyName", arn.substring(arn.lastIndexOf('/') + 1))
                        .put("PolicyArn", arn))
                .toList();
        return Listing.answer(request, "AttachedPolicies", policies);
    }

    /// Limits a role to what the policy named in the request allows.
    void limit(ObjectNode row, Request request) {
        String arn = existing(request.required("PermissionsBoundary"), request);
        row.withObjectProperty("Role")
                .putObject("PermissionsBoundary")
                .put("PermissionsBoundaryType", "Policy")
                .put("PermissionsBoundaryArn", arn);
    }

    private String existing(String arn, Request request) {
        if (ManagedPolicies.document(store, request.account(), arn).isEmpty()) {
            throw ManagedPolicies.missing(arn);
        }
        return arn;
    }
}
