package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Caller;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.OperationTable.Permission;
import dev.levee.sandbox.aws.Request;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/// The long-lived keys of users.
final class AccessKeys {

    private static final int MOST = 2;
    private static final String UNKNOWN = "N/A";

    private final Directory directory;
    private final Users users;

    AccessKeys(Directory directory, Users users) {
        this.directory = directory;
        this.users = users;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreateAccessKey", this::create,
                "ListAccessKeys", this::list,
                "UpdateAccessKey", this::update,
                "DeleteAccessKey", this::delete,
                "GetAccessKeyLastUsed", this::lastUsed);
    }

    private ObjectNode create(Request request) {
        String userId = users.row(request).at("/User/UserId").asText();
        String name = Users.name(request);
        if (directory.keysOf(request.account(), name).size() >= MOST) {
            throw new AwsFault("LimitExceeded", 409, "Cannot exceed quota for AccessKeysPerUser: " + MOST);
        }
        Caller.User user = new Caller.User(request.account(), name, userId, Ids.random("AKIA"));
        String secret = Ids.randomSecret();
        directory.addKey(user, secret, request.time());
        ObjectNode key = described(UserKey.made(user, request.time()));
        return answer().set("AccessKey", key.put("SecretAccessKey", secret));
    }

    private ObjectNode list(Request request) {
        users.row(request);
        return Listing.answer(
                request,
                "AccessKeyMetadata",
                directory.keysOf(request.account(), Users.name(request)).stream()
                        .map(AccessKeys::described)
                        .toList());
    }

    private ObjectNode update(Request request) {
        String status = request.required("Status");
        if (!status.equals("Active") && !status.equals("Inactive")) {
            throw new AwsFault(
                    "ValidationError", 400, "Member must satisfy enum value set: [Active, Inactive], was " + status);
        }
        directory.activateKey(own(request).id(), status.equals("Active"));
        return answer();
    }

    private ObjectNode delete(Request request) {
        directory.removeKey(own(request).id());
        return answer();
    }

    /// A key nobody has used yet has no date, and was used in no region.
    private ObjectNode lastUsed(Request request) {
        String id = request.required("AccessKeyId");
        UserKey key = directory.key(request.account(), id).orElseThrow(() -> missing(id));
        ObjectNode answer = answer().put("UserName", key.user().userName());
        ObjectNode use = answer.putObject("AccessKeyLastUsed");
        key.lastUse().ifPresent(last -> use.put("LastUsedDate", date(last.time())));
        use.put("ServiceName", key.lastUse().map(UserKey.Use::service).orElse(UNKNOWN));
        use.put("Region", key.lastUse().map(UserKey.Use::region).orElse(UNKNOWN));
        return answer;
    }

    /// The request names a key; what is needed is needed on the key's user.
    List<Permission> neededToSeeLastUse(Request request) {
        String user = directory
                .key(request.account(), request.required("AccessKeyId"))
                .map(key -> key.user().arn())
                .orElse("*");
        return List.of(new Permission(request.name(), user));
    }

    private UserKey own(Request request) {
        String id = request.required("AccessKeyId");
        return directory
                .key(request.account(), id)
                .filter(key -> key.user().userName().equals(Users.name(request)))
                .orElseThrow(() -> missing(id));
    }

    private static ObjectNode described(UserKey key) {
        return answer().put("UserName", key.user().userName())
                .put("AccessKeyId", key.id())
                .put("Status", key.status())
                .put("CreateDate", date(key.created()));
    }

    private static String date(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static AwsFault missing(String key) {
        return new AwsFault("NoSuchEntity", 404, "The Access Key with id %s cannot be found.".formatted(key));
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
