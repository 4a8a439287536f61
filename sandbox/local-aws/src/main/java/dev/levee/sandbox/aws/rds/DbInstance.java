package dev.levee.sandbox.aws.rds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// The row of an instance: as it is described now, and what it turns into at a later time, if it is turning.
///
/// @param row has `Now`, and while it turns `Until` and `Then`
record DbInstance(ObjectNode row) {

    private static final String PENDING = "PendingModifiedValues";
    private static final String STATUS = "DBInstanceStatus";
    private static final Set<String> NO_CHANGE =
            Set.of("DBInstanceIdentifier", "ApplyImmediately", "AllowMajorVersionUpgrade");

    static DbInstance create(Request request, String id, Duration takes) {
        ObjectNode now = DbDefaults.describe(request, id);
        JsonNode asked = request.document();
        Change.BY_MEMBER.forEach((member, change) -> {
            if (asked.has(member) && !member.equals("MasterUserPassword")) {
                now.set(change.member(), change.value().apply(now.path(change.member()), asked.get(member)));
            }
        });
        now.put(STATUS, "creating");
        DbInstance instance =
                new DbInstance(JsonNodeFactory.instance.objectNode().set("Now", now));
        instance.turnInto(
                available().set("Endpoint", DbDefaults.endpoint(request, id)),
                request.time().plus(takes));
        return instance;
    }

    /// As described at this time; the row is brought up to date.
    ObjectNode at(Instant time) {
        if (row.has("Until") && !time.isBefore(Instant.parse(row.path("Until").asText()))) {
            now().setAll((ObjectNode) row.path("Then"));
            row.retain("Now");
        }
        return now();
    }

    /// Whether nothing is left of it at this time.
    boolean isGone(Instant time) {
        return at(time).path(STATUS).asText().equals("deleted");
    }

    /// @throws AwsFault when it is busy, or the change is none this local cloud knows
    ObjectNode modify(Request request, Duration takes) {
        JsonNode asked = request.document();
        requireAvailable(request.time());
        boolean immediately = asked.path("ApplyImmediately").asBoolean();
        ObjectNode pending = now().withObject("/" + PENDING);
        ObjectNode soon = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : asked.properties()) {
            if (!NO_CHANGE.contains(member.getKey())) {
                Change change = change(member.getKey());
                JsonNode value = change.value().apply(now().path(change.member()), member.getValue());
                switch (timing(change, value)) {
                    case AT_ONCE -> now().set(change.member(), value);
                    case SOON -> soon.set(change.member(), value);
                    case IN_WINDOW -> pending.set(change.member(), value);
                }
            }
        }
        if (immediately) {
            soon.setAll(pending);
        }
        if (!soon.isEmpty()) {
            now().put(STATUS, "modifying");
            soon.remove("MasterUserPassword");
            ObjectNode then = available().setAll(soon);
            then.set(PENDING, immediately ? JsonNodeFactory.instance.objectNode() : pending.deepCopy());
            turnInto(then, request.time().plus(takes));
        }
        return now();
    }

    ObjectNode delete(Request request, Duration takes) {
        requireAvailable(request.time());
        if (now().path("DeletionProtection").asBoolean()) {
            throw new AwsFault(
                    "InvalidParameterCombination",
                    400,
                    "Cannot delete protected DB Instance, please disable deletion protection and try again.");
        }
        now().put(STATUS, "deleting");
        turnInto(
                JsonNodeFactory.instance.objectNode().put(STATUS, "deleted"),
                request.time().plus(takes));
        return now();
    }

    private ObjectNode now() {
        return row.withObject("/Now");
    }

    private void turnInto(ObjectNode then, Instant when) {
        row.put("Until", when.toString()).set("Then", then);
    }

    private void requireAvailable(Instant time) {
        String status = at(time).path(STATUS).asText();
        if (!status.equals("available")) {
            throw new AwsFault(
                    "InvalidDBInstanceState",
                    400,
                    "Database instance is not in available state, it is %s.".formatted(status));
        }
    }

    private static Change change(String member) {
        Change change = Change.BY_MEMBER.get(member);
        if (change == null) {
            throw new AwsFault("InvalidParameterValue", 400, "%s cannot be modified here.".formatted(member));
        }
        return change;
    }

    /// Backups that stay on are only kept for another time, which needs no window.
    private Change.Timing timing(Change change, JsonNode value) {
        boolean keepsBackups = change.member().equals("BackupRetentionPeriod")
                && value.asInt() > 0
                && now().path(change.member()).asInt() > 0;
        return keepsBackups ? Change.Timing.SOON : change.timing();
    }

    private static ObjectNode available() {
        return JsonNodeFactory.instance.objectNode().put(STATUS, "available");
    }
}
