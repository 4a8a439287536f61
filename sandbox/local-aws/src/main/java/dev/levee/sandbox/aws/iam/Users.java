package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Caller;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/// Users.
final class Users {

    private static final int INLINE_CHARACTERS = 2048;

    private final Directory directory;

    Users(Directory directory) {
        this.directory = directory;
    }

    Map<String, Operation> operations() {
        Map<String, Operation> operations =
                new HashMap<>(new InlinePolicies("User", INLINE_CHARACTERS, directory::users).operations());
        operations.put("CreateUser", this::create);
        operations.put("GetUser", this::get);
        operations.put("DeleteUser", this::delete);
        operations.put("ListUsers", this::list);
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
                || !directory.keysOf(request.account(), name(request)).isEmpty()) {
            throw new AwsFault(
                    "DeleteConflict", 409, "Cannot delete entity, must delete policies and access keys first.");
        }
        directory.users(request.account()).remove(name(request));
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode list(Request request) {
        return Listing.answer(
                request,
                "Users",
                directory.users(request.account()).all().stream()
                        .map(row -> row.path("User"))
                        .sorted(Comparator.comparing(
                                user -> user.path("UserName").asText()))
                        .toList());
    }

    ObjectNode row(Request request) {
        String name = name(request);
        return directory.users(request.account()).get(name).orElseThrow(() -> Roles.noSuchEntity("User", name));
    }

    /// The caller, if no user is named.
    static String name(Request request) {
        JsonNode name = request.document().path("UserName");
        return name.isMissingNode() && request.caller() instanceof Caller.User user
                ? user.userName()
                : request.required("UserName");
    }
}
