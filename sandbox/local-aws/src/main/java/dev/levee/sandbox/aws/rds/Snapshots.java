package dev.levee.sandbox.aws.rds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/// The manual snapshots of one kind, and who may restore them.
final class Snapshots {

    private static final String RESTORE = "restore";
    private static final List<String> OF_DATABASE = List.of(
            "DBInstanceIdentifier",
            "DBClusterIdentifier",
            "DbiResourceId",
            "Engine",
            "EngineVersion",
            "AllocatedStorage",
            "MasterUsername",
            "KmsKeyId",
            "IAMDatabaseAuthenticationEnabled",
            "EngineMode");

    private final SnapshotKind kind;
    private final Databases databases;
    private final Store store;
    private final Paging pages;
    private final Duration takes;

    Snapshots(SnapshotKind kind, Databases databases, Store store, Paging pages, Duration takes) {
        this.kind = kind;
        this.databases = databases;
        this.store = store;
        this.pages = pages;
        this.takes = takes;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "Create" + kind.api(), this::create,
                "Describe" + kind.api() + "s", this::describe,
                "Describe" + kind.api() + "Attributes", this::describeAttributes,
                "Modify" + kind.api() + "Attribute", this::modifyAttribute);
    }

    private JsonNode create(Request request) {
        String id = kind.id(request);
        Database database = databases.find(request);
        database.requireAvailable(request.time());
        ObjectNode described = database.at(request.time());
        ObjectNode snapshot = JsonNodeFactory.instance
                .objectNode()
                .put(kind.idMember(), id)
                .put(kind.api() + "Arn", kind.arn(request, id))
                .put("SnapshotType", "manual")
                .put("PercentProgress", 0)
                .put("Status", "creating")
                .put("SnapshotCreateTime", request.time().toString());
        snapshot.setAll(described.deepCopy().retain(OF_DATABASE));
        snapshot.set(
                kind == SnapshotKind.OF_INSTANCES ? "Encrypted" : "StorageEncrypted",
                described.path("StorageEncrypted"));
        Turning turning = Turning.from(snapshot);
        turning.turnInto(
                JsonNodeFactory.instance.objectNode().put("Status", "available").put("PercentProgress", 100),
                request.time().plus(takes));
        if (!table(request).create(id, turning.row())) {
            throw kind.alreadyExists(id);
        }
        return JsonNodeFactory.instance.objectNode().set(kind.api(), snapshot);
    }

    private JsonNode describe(Request request) {
        JsonNode asked = request.document();
        List<ObjectNode> found = table(request).all().stream()
                .map(row -> new Turning(row).at(request.time()))
                .filter(snapshot -> matches(snapshot, asked, kind.of().idMember()))
                .filter(_ -> asked.path("SnapshotType").asText("manual").equals("manual"))
                .toList();
        if (asked.hasNonNull(kind.idMember())) {
            String id = kind.id(request);
            found = found.stream()
                    .filter(snapshot -> snapshot.path(kind.idMember()).asText().equals(id))
                    .toList();
            if (found.isEmpty()) {
                throw kind.notFound(id);
            }
        }
        return pages.answer(request, kind.api() + "s", found);
    }

    private static boolean matches(ObjectNode snapshot, JsonNode asked, String member) {
        return !asked.hasNonNull(member) || snapshot.path(member).equals(asked.get(member));
    }

    private JsonNode describeAttributes(Request request) {
        String id = kind.id(request);
        return attributes(id, table(request).get(id).orElseThrow(() -> kind.notFound(id)));
    }

    private JsonNode modifyAttribute(Request request) {
        JsonNode asked = request.document();
        if (!request.required("AttributeName").equals(RESTORE)) {
            throw new AwsFault("InvalidParameterValue", 400, "The attribute must be restore.");
        }
        String id = kind.id(request);
        ObjectNode changed = table(request)
                .update(id, row -> {
                    String status =
                            new Turning(row).at(request.time()).path("Status").asText();
                    if (!status.equals("available")) {
                        throw kind.invalidState(status);
                    }
                    SequencedSet<String> shared = Logs.texts(row.path(RESTORE));
                    shared.addAll(Logs.texts(asked.path("ValuesToAdd")));
                    shared.removeAll(Logs.texts(asked.path("ValuesToRemove")));
                    shared.forEach(row.putArray(RESTORE)::add);
                })
                .orElseThrow(() -> kind.notFound(id));
        return attributes(id, changed);
    }

    private JsonNode attributes(String id, ObjectNode row) {
        ObjectNode result = JsonNodeFactory.instance.objectNode().put(kind.idMember(), id);
        result.putArray(kind.api() + "Attributes")
                .addObject()
                .put("AttributeName", RESTORE)
                .putArray("AttributeValues")
                .addAll(row.withArray("/" + RESTORE));
        return JsonNodeFactory.instance.objectNode().set(kind.api() + "AttributesResult", result);
    }

    private Table table(Request request) {
        return store.regional(request.account(), request.region(), kind.table());
    }
}
