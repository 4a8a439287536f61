package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.policy.PolicyKind;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Roles, with whom they trust and what they allow.
final class Roles {

    private static final int INLINE_CHARACTERS = 10_240;

    private final Directory directory;
    private final KnownPrincipals principals;
    private final RoleRows rows;
    private final Attachments attachments;

    Roles(Directory directory, Attachments attachments) {
        this.directory = directory;
        this.rows = new RoleRows(directory);
        this.principals = new KnownPrincipals(directory);
        this.attachments = attachments;
    }

    Map<String, Operation> operations() {
        Map<String, Operation> operations =
                new HashMap<>(new InlinePolicies("Role", INLINE_CHARACTERS, directory::roles).operations());
        operations.put("CreateRole", this::create);
        operations.put("GetRole", this::get);
        operations.put("ListRoles", this::list);
        operations.put("UpdateRole", this::update);
        operations.put("DeleteRole", this::delete);
        operations.put("UpdateAssumeRolePolicy", this::trust);
        return operations;
    }

    private ObjectNode create(Request request) {
        JsonNode document = request.document();
        String name = request.required("RoleName");
        String path = document.path("Path").asText("/");
        String trust = trustPolicy("AssumeRolePolicyDocument", request);

        ObjectNode row = JsonNodeFactory.instance.objectNode();
        ObjectNode role = row.putObject("Role");
        role.put("Path", path)
                .put("RoleName", name)
                .put("RoleId", Ids.random("AROA"))
                .put("Arn", "arn:aws:iam::%s:role%s%s".formatted(request.account(), path, name))
                .put(
                        "CreateDate",
                        request.time().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("MaxSessionDuration", maxSessionDuration(document, 3600));
        role.setAll(((ObjectNode) document).deepCopy().retain("Description"));
        TrustHistory.change(row, trust, request.time(), request.time());
        row.putObject("Policies");
        RoleTags.put(row, document.path("Tags"));
        if (document.has("PermissionsBoundary")) {
            attachments.limit(row, request);
        }
        if (!directory.roles(request.account()).create(name, row)) {
            throw new AwsFault("EntityAlreadyExists", 409, "Role with name %s already exists.".formatted(name));
        }
        return answer(row);
    }

    private ObjectNode get(Request request) {
        return answer(rows.of(request));
    }

    private ObjectNode list(Request request) {
        String prefix = request.document().path("PathPrefix").asText("/");
        List<JsonNode> roles = directory.roles(request.account()).all().stream()
                .map(row -> answer(row).path("Role"))
                .filter(role -> role.path("Path").asText().startsWith(prefix))
                .toList();
        return Listing.answer(request, "Roles", roles);
    }

    private ObjectNode update(Request request) {
        return rows.change(request, row -> {
            ObjectNode role = row.withObjectProperty("Role");
            role.put(
                    "MaxSessionDuration",
                    maxSessionDuration(
                            request.document(), role.path("MaxSessionDuration").asInt()));
            role.setAll(((ObjectNode) request.document()).deepCopy().retain("Description"));
        });
    }

    private ObjectNode delete(Request request) {
        JsonNode row = rows.of(request);
        if (!row.path("Policies").isEmpty()) {
            throw new AwsFault("DeleteConflict", 409, "Cannot delete entity, must delete policies first.");
        }
        if (!row.path(Attachments.ATTACHED).isEmpty()) {
            throw new AwsFault("DeleteConflict", 409, "Cannot delete entity, must detach all policies first.");
        }
        directory.roles(request.account()).remove(request.required("RoleName"));
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode trust(Request request) {
        String policy = trustPolicy("PolicyDocument", request);
        return rows.change(
                request,
                row -> TrustHistory.change(
                        row, policy, request.time(), request.time().plus(directory.trustDelay())));
    }

    private String trustPolicy(String member, Request request) {
        String policy = request.required(member);
        PolicyKind.TRUST.read(policy, principals);
        Quota.ofTrust(policy);
        return policy;
    }

    private static int maxSessionDuration(JsonNode document, int otherwise) {
        int seconds = document.path("MaxSessionDuration").asInt(otherwise);
        if (seconds < 3600 || seconds > 43_200) {
            throw new AwsFault("ValidationError", 400, "MaxSessionDuration must be between 3600 and 43200.");
        }
        return seconds;
    }

    private static ObjectNode answer(ObjectNode row) {
        ObjectNode role = row.withObjectProperty("Role").deepCopy();
        role.put(
                "AssumeRolePolicyDocument",
                InlinePolicies.encoded(role.path("AssumeRolePolicyDocument").asText()));
        return JsonNodeFactory.instance.objectNode().set("Role", role);
    }

    static AwsFault noSuchEntity(String kind, String name) {
        return new AwsFault(
                "NoSuchEntity",
                404,
                "The %s with name %s cannot be found.".formatted(kind.toLowerCase(Locale.ROOT), name));
    }
}
