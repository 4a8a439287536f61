package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Caller;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/// Users and their long-lived keys.
final class Users {

    private final Directory directory;

    Users(Directory directory) {
        this.directory = directory;
    }

    Map<String, Operation> operations() {
        Map<String, Operation> operations = new HashMap<>(new InlinePolicies("User", directory::users).operations());
        operations.put("CreateUser", this::create);
        operations.put("GetUser", this::get);
        operations.put("DeleteUser", this::delete);
        operations.put("CreateAccessKey", this::createKey);
        operations.put("ListAccessKeys", this::listKeys);
        operations.put("DeleteAccessKey", this::deleteKey);
        return operations;
    }

    private ObjectNode create(Request request) {
        String name = request.required("UserName");
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.putObject("User")
                .put("Path", "/")
                .put("UserName", name)
                .put("UserId", Ids.random("AIDA"))
                .put("Arn", "arn:aws:iam::%s:user/%s".formatted(request.account(), name))
                .put(
                        "CreateDate",
                        request.time().truncatedTo(ChronoUnit.SECONDS).toString());
        row.putObject("Policies");
        if (!directory.users(request.account()).create(name, row)) {
            throw new AwsFault("EntityAlreadyExists", 409, "User with name %s already exists.".formatted(name));
        }
        return row.retain("User");
    }

    private ObjectNode get(Request request) {
        return row(request).retain("User");
    }

    private ObjectNode delete(Request request) {
        ObjectNode row = row(request);
        if (!row.path("Policies").isEmpty()
                || !directory.keysOf(request.account(), user(request)).isEmpty()) {
            throw new AwsFault(
                    "DeleteConflict", 409, "Cannot delete entity, must delete policies and access keys first.");
        }
        directory.users(request.account()).remove(user(request));
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode createKey(Request request) {
        JsonNode user = row(request).path("User");
        String keyId = Ids.random("AKIA");
        String secret = Ids.randomSecret();
        directory.addKey(
                new Caller.User(
                        request.account(), user(request), user.path("UserId").asText(), keyId),
                secret);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("AccessKey")
                .put("UserName", user(request))
                .put("AccessKeyId", keyId)
                .put("Status", "Active")
                .put("SecretAccessKey", secret)
                .put(
                        "CreateDate",
                        request.time().truncatedTo(ChronoUnit.SECONDS).toString());
        return answer;
    }

    private ObjectNode listKeys(Request request) {
        row(request);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode keys = answer.putArray("AccessKeyMetadata");
        directory
                .keysOf(request.account(), user(request))
                .forEach(key -> keys.addObject()
                        .put("UserName", user(request))
                        .put("AccessKeyId", key)
                        .put("Status", "Active"));
        return answer.put("IsTruncated", false);
    }

    private ObjectNode deleteKey(Request request) {
        String key = request.required("AccessKeyId");
        if (!directory.keysOf(request.account(), user(request)).contains(key)) {
            throw new AwsFault("NoSuchEntity", 404, "The Access Key with id %s cannot be found.".formatted(key));
        }
        directory.removeKey(key);
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode row(Request request) {
        String name = user(request);
        return directory.users(request.account()).get(name).orElseThrow(() -> Roles.noSuchEntity("User", name));
    }

    /// The caller, if no user is named.
    private static String user(Request request) {
        JsonNode name = request.document().path("UserName");
        return name.isMissingNode() && request.caller() instanceof Caller.User user
                ? user.userName()
                : request.required("UserName");
    }
}
