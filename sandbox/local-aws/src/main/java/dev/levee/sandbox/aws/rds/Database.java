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

/// An instance or a cluster.
record Database(Kind kind, Turning turning) {

    private static final String PENDING = "PendingModifiedValues";
    private static final String LOGS = "CloudwatchLogsExportConfiguration";
    private static final String INSIGHTS_KEPT = "PerformanceInsightsRetentionPeriod";
    private static final int INSIGHTS_FREE_DAYS = 7;
    private static final Set<String> NO_CHANGE =
            Set.of("DBInstanceIdentifier", "DBClusterIdentifier", "ApplyImmediately", "AllowMajorVersionUpgrade");

    /// What the defaults have from the request already, and what nobody is shown.
    private static final Set<String> NOT_OF_CREATOR =
            Set.of("DBParameterGroupName", "EngineVersion", "MasterUserPassword");

    /// @param defaults as it is described where its creator leaves things open
    /// @param endpoints what it has only when it is there
    static Database create(Kind kind, Request request, ObjectNode defaults, ObjectNode endpoints, Duration takes) {
        JsonNode asked = request.document();
        kind.changes().forEach((member, change) -> {
            if (asked.has(member) && !NOT_OF_CREATOR.contains(member)) {
                defaults.set(change.member(), change.value().apply(defaults.path(change.member()), asked.get(member)));
            }
        });
        completeInsights(defaults);
        defaults.put(kind.status(), "creating").putObject(PENDING);
        Database database = new Database(kind, Turning.from(defaults));
        database.turning.turnInto(
                endpoints.put(kind.status(), "available"), request.time().plus(takes));
        return database;
    }

    ObjectNode row() {
        return turning.row();
    }

    /// As described at this time; the row is brought up to date.
    ObjectNode at(Instant time) {
        return turning.at(time);
    }

    /// Whether nothing is left of it at this time.
    boolean isGone(Instant time) {
        return status(time).equals("deleted");
    }

    /// @throws AwsFault when it is busy
    void requireAvailable(Instant time) {
        if (!status(time).equals("available")) {
            throw kind.invalidState(status(time));
        }
    }

    /// @throws AwsFault when it is busy, or the change is none this local cloud knows
    ObjectNode modify(Request request, Engine engine, Duration takes) {
        requireAvailable(request.time());
        JsonNode asked = request.document();
        Logs.require(asked.path(LOGS), engine);
        boolean immediately = asked.path("ApplyImmediately").asBoolean();
        ObjectNode now = turning.now();
        ObjectNode pending = now.withObject("/" + PENDING);
        ObjectNode soon = JsonNodeFactory.instance.objectNode();
        String busy = "modifying";
        for (Map.Entry<String, JsonNode> member : asked.properties()) {
            if (!NO_CHANGE.contains(member.getKey())) {
                Change change = change(member.getKey());
                JsonNode value = change.value().apply(now.path(change.member()), member.getValue());
                busy = change.status();
                switch (timing(change, value, engine)) {
                    case AT_ONCE -> now.set(change.member(), value);
                    case SOON -> soon.set(change.member(), value);
                    case IN_WINDOW -> leave(pending, change.member(), value, now);
                }
            }
        }
        if (immediately) {
            soon.setAll(pending);
        }
        if (!soon.isEmpty()) {
            completeInsights(soon);
            soon.remove("MasterUserPassword");
            soon.set(PENDING, immediately ? JsonNodeFactory.instance.objectNode() : pending.deepCopy());
            turning.turnInto(
                    soon.put(kind.status(), "available"), request.time().plus(takes));
            now.put(kind.status(), busy);
            if (asked.has(LOGS)) {
                pending.set("PendingCloudwatchLogsExports", Logs.pending(asked.path(LOGS)));
            }
        }
        return now;
    }

    ObjectNode delete(Request request, Duration takes) {
        requireAvailable(request.time());
        ObjectNode now = turning.now();
        if (now.path("DeletionProtection").asBoolean()) {
            throw new AwsFault(
                    "InvalidParameterCombination",
                    400,
                    "Cannot delete protected %s, please disable deletion protection and try again."
                            .formatted(kind.api()));
        }
        now.put(kind.status(), "deleting");
        turning.turnInto(
                JsonNodeFactory.instance.objectNode().put(kind.status(), "deleted"),
                request.time().plus(takes));
        return now;
    }

    /// Asking for what is already there takes back what waits.
    private static void leave(ObjectNode pending, String member, JsonNode value, ObjectNode now) {
        if (value.equals(now.path(member))) {
            pending.remove(member);
        } else {
            pending.set(member, value);
        }
    }

    private String status(Instant time) {
        return at(time).path(kind.status()).asText();
    }

    private Change change(String member) {
        Change change = kind.changes().get(member);
        if (change == null) {
            throw new AwsFault("InvalidParameterValue", 400, "%s cannot be modified here.".formatted(member));
        }
        return change;
    }

    /// Performance Insights keep data for a week unless somebody asks for more, and forget their settings when off.
    private static void completeInsights(ObjectNode database) {
        JsonNode enabled = database.path("PerformanceInsightsEnabled");
        if (enabled.asBoolean() && !database.has(INSIGHTS_KEPT)) {
            database.put(INSIGHTS_KEPT, INSIGHTS_FREE_DAYS);
        } else if (enabled.isBoolean() && !enabled.asBoolean()) {
            database.putNull(INSIGHTS_KEPT).putNull("PerformanceInsightsKMSKeyId");
        }
    }

    /// Neptune and DocumentDB never wait for the window. Backups of an instance that stay on are only kept for another
    /// time, which needs no window.
    private Change.Timing timing(Change change, JsonNode value, Engine engine) {
        boolean keepsBackups = kind == Kind.INSTANCE
                && change.member().equals("BackupRetentionPeriod")
                && value.asInt() > 0
                && turning.now().path(change.member()).asInt() > 0;
        boolean never = change.timing() == Change.Timing.IN_WINDOW && kind == Kind.CLUSTER && engine.foreign();
        return keepsBackups || never ? Change.Timing.SOON : change.timing();
    }
}
