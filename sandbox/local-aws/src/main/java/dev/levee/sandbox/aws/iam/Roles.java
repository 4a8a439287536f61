package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Roles, with whom they trust and what they allow.
final class Roles {

    private final Directory directory;

    Roles(Directory directory) {
        this.directory = directory;
    }

    Map<String, Operation> operations() {
        Map<String, Operation> operations = new HashMap<>(new InlinePolicies("Role", directory::roles).operations());
        operations.put("CreateRole", this::create);
        operations.put("GetRole", this::get);
        operations.put("ListRoles", this::list);
        operations.put("DeleteRole", this::delete);
        operations.put("UpdateAssumeRolePolicy", this::trust);
        return operations;
    }

    private ObjectNode create(Request request) {
        JsonNode document = request.document();
        String name = request.required("RoleName");
        String path = document.path("Path").asText("/");
        PolicyDocument.parse(request.required("AssumeRolePolicyDocument"));

        ObjectNode row = JsonNodeFactory.instance.objectNode();
        ObjectNode role = row.putObject("Role");
        role.put("Path", path)
                .put("RoleName", name)
                .put("RoleId", Ids.random("AROA"))
                .put("Arn", "arn:aws:iam::%s:role%s%s".formatted(request.account(), path, name))
                .put(
                        "CreateDate",
                        request.time().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("AssumeRolePolicyDocument", request.required("AssumeRolePolicyDocument"))
                .put("MaxSessionDuration", document.path("MaxSessionDuration").asInt(3600));
        role.setAll(((ObjectNode) document).deepCopy().retain("Description", "Tags"));
        row.putObject("Policies");
        if (!directory.roles(request.account()).create(name, row)) {
            throw new AwsFault("EntityAlreadyExists", 409, "Role with name %s already exists.".formatted(name));
        }
        return answer(row);
    }

    private ObjectNode get(Request request) {
        String name = request.required("RoleName");
        return answer(directory.roles(request.account()).get(name).orElseThrow(() -> noSuchEntity("Role", name)));
    }

    private ObjectNode list(Request request) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode roles = answer.putArray("Roles");
        String prefix = request.document().path("PathPrefix").asText("/");
        directory.roles(request.account()).all().stream()
                .map(row -> answer(row).path("Role"))
                .filter(role -> role.path("Path").asText().startsWith(prefix))
                .forEach(roles::add);
        return answer.put("IsTruncated", false);
    }

    private ObjectNode delete(Request request) {
        String name = request.required("RoleName");
        JsonNode row = directory.roles(request.account()).get(name).orElseThrow(() -> noSuchEntity("Role", name));
        if (!row.path("Policies").isEmpty()) {
            throw new AwsFault("DeleteConflict", 409, "Cannot delete entity, must delete policies first.");
        }
        directory.roles(request.account()).remove(name);
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode trust(Request request) {
        String name = request.required("RoleName");
        String policy = request.required("PolicyDocument");
        PolicyDocument.parse(policy);
        boolean found = directory
                .roles(request.account())
                .update(name, row -> row.withObjectProperty("Role").put("AssumeRolePolicyDocument", policy))
                .isPresent();
        if (!found) {
            throw noSuchEntity("Role", name);
        }
        return JsonNodeFactory.instance.objectNode();
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
