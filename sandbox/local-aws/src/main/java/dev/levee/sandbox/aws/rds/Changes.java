package dev.levee.sandbox.aws.rds;

import static dev.levee.sandbox.aws.rds.Change.Timing.AT_ONCE;
import static dev.levee.sandbox.aws.rds.Change.Timing.IN_WINDOW;
import static dev.levee.sandbox.aws.rds.Change.Timing.SOON;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.SequencedSet;

/// The changes that instances and clusters know, by member of the request.
final class Changes {

    private static final TextNode HIDDEN = TextNode.valueOf("****");
    private static final int IDLE = 300;

    static final Map<String, Change> OF_INSTANCES = Map.ofEntries(
            entry("DeletionProtection", Change.of("DeletionProtection", AT_ONCE)),
            entry("CopyTagsToSnapshot", Change.of("CopyTagsToSnapshot", AT_ONCE)),
            entry("AutoMinorVersionUpgrade", Change.of("AutoMinorVersionUpgrade", AT_ONCE)),
            entry("PreferredBackupWindow", Change.of("PreferredBackupWindow", AT_ONCE)),
            entry("PreferredMaintenanceWindow", Change.of("PreferredMaintenanceWindow", AT_ONCE)),
            entry("MaxAllocatedStorage", Change.of("MaxAllocatedStorage", AT_ONCE)),
            entry(
                    "DBParameterGroupName",
                    Change.of("DBParameterGroups", AT_ONCE).made(Changes::parameterGroup)),
            entry("PubliclyAccessible", Change.of("PubliclyAccessible", SOON)),
            entry("MonitoringInterval", Change.of("MonitoringInterval", SOON)),
            entry("MonitoringRoleArn", Change.of("MonitoringRoleArn", SOON)),
            entry("CACertificateIdentifier", Change.of("CACertificateIdentifier", SOON)),
            entry("EnablePerformanceInsights", Change.of("PerformanceInsightsEnabled", SOON)),
            entry("PerformanceInsightsRetentionPeriod", Change.of("PerformanceInsightsRetentionPeriod", SOON)),
            entry("PerformanceInsightsKMSKeyId", Change.of("PerformanceInsightsKMSKeyId", SOON)),
            entry("VpcSecurityGroupIds", Change.of("VpcSecurityGroups", SOON).made(Changes::securityGroups)),
            entry("EnableCloudwatchLogsExports", Change.of("EnabledCloudwatchLogsExports", SOON)),
            entry(
                    "CloudwatchLogsExportConfiguration",
                    Change.of("EnabledCloudwatchLogsExports", SOON)
                            .made(Changes::logs)
                            .showing("configuring-log-exports")),
            entry("AllocatedStorage", Change.of("AllocatedStorage", IN_WINDOW)),
            entry("BackupRetentionPeriod", Change.of("BackupRetentionPeriod", IN_WINDOW)),
            entry("DBInstanceClass", Change.of("DBInstanceClass", IN_WINDOW)),
            entry("EngineVersion", Change.of("EngineVersion", IN_WINDOW)),
            entry("Iops", Change.of("Iops", IN_WINDOW)),
            entry("LicenseModel", Change.of("LicenseModel", IN_WINDOW)),
            entry("MultiAZ", Change.of("MultiAZ", IN_WINDOW)),
            entry("StorageType", Change.of("StorageType", IN_WINDOW)),
            entry(
                    "EnableIAMDatabaseAuthentication",
                    Change.of("IAMDatabaseAuthenticationEnabled", IN_WINDOW).showing("configuring-iam-database-auth")),
            entry(
                    "MasterUserPassword",
                    Change.of("MasterUserPassword", IN_WINDOW).made((_, _) -> HIDDEN)));

    static final Map<String, Change> OF_CLUSTERS = Map.ofEntries(
            entry("DeletionProtection", Change.of("DeletionProtection", AT_ONCE)),
            entry("CopyTagsToSnapshot", Change.of("CopyTagsToSnapshot", AT_ONCE)),
            entry("PreferredBackupWindow", Change.of("PreferredBackupWindow", AT_ONCE)),
            entry("PreferredMaintenanceWindow", Change.of("PreferredMaintenanceWindow", AT_ONCE)),
            entry("DBClusterParameterGroupName", Change.of("DBClusterParameterGroup", AT_ONCE)),
            entry("VpcSecurityGroupIds", Change.of("VpcSecurityGroups", SOON).made(Changes::securityGroups)),
            entry("EnableCloudwatchLogsExports", Change.of("EnabledCloudwatchLogsExports", SOON)),
            entry(
                    "CloudwatchLogsExportConfiguration",
                    Change.of("EnabledCloudwatchLogsExports", SOON).made(Changes::logs)),
            entry(
                    "ScalingConfiguration",
                    Change.of("ScalingConfigurationInfo", SOON).made(Changes::scaling)),
            entry(
                    "ServerlessV2ScalingConfiguration",
                    Change.of("ServerlessV2ScalingConfiguration", SOON).made(Changes::serverlessV2)),
            entry("BackupRetentionPeriod", Change.of("BackupRetentionPeriod", IN_WINDOW)),
            entry("EngineVersion", Change.of("EngineVersion", IN_WINDOW)),
            entry(
                    "EnableIAMDatabaseAuthentication",
                    Change.of("IAMDatabaseAuthenticationEnabled", IN_WINDOW).showing("update-iam-db-auth")),
            entry(
                    "MasterUserPassword",
                    Change.of("MasterUserPassword", IN_WINDOW).made((_, _) -> HIDDEN)));

    private Changes() {}

    private static JsonNode parameterGroup(JsonNode present, JsonNode name) {
        ArrayNode groups = JsonNodeFactory.instance.arrayNode();
        groups.addObject()
                .put("DBParameterGroupName", name.asText())
                .put("ParameterApplyStatus", present.isMissingNode() ? "in-sync" : "pending-reboot");
        return groups;
    }

    private static JsonNode securityGroups(JsonNode present, JsonNode ids) {
        ArrayNode groups = JsonNodeFactory.instance.arrayNode();
        ids.forEach(
                id -> groups.addObject().put("VpcSecurityGroupId", id.asText()).put("Status", "active"));
        return groups;
    }

    /// A database that exports none says nothing of them.
    private static JsonNode logs(JsonNode present, JsonNode asked) {
        SequencedSet<String> types = Logs.texts(present);
        types.addAll(Logs.texts(asked.path("EnableLogTypes")));
        types.removeAll(Logs.texts(asked.path("DisableLogTypes")));
        ArrayNode enabled = JsonNodeFactory.instance.arrayNode();
        types.forEach(enabled::add);
        return enabled.isEmpty() ? JsonNodeFactory.instance.nullNode() : enabled;
    }

    private static ObjectNode scaling(JsonNode present, JsonNode asked) {
        ObjectNode scaling = JsonNodeFactory.instance.objectNode();
        present.properties().forEach(member -> scaling.set(member.getKey(), member.getValue()));
        return scaling.setAll((ObjectNode) asked);
    }

    /// A cluster that may scale to zero pauses when it was idle for a while.
    private static JsonNode serverlessV2(JsonNode present, JsonNode asked) {
        ObjectNode scaling = scaling(present, asked);
        if (scaling.path("MinCapacity").asDouble() > 0) {
            scaling.remove("SecondsUntilAutoPause");
        } else if (!scaling.has("SecondsUntilAutoPause")) {
            scaling.put("SecondsUntilAutoPause", IDLE);
        }
        return scaling;
    }
}
