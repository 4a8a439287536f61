package dev.levee.sandbox.aws.rds;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/// What one member of `ModifyDBInstance` (and of `CreateDBInstance`, which shares most of them) does to an instance.
///
/// @param member the member of a described instance it sets
/// @param timing when that shows
/// @param value made of the present value and what was asked for
record Change(String member, Timing timing, BinaryOperator<JsonNode> value) {

    enum Timing {
        /// In the answer already.
        AT_ONCE,
        /// When the instance has finished modifying itself, whatever `ApplyImmediately` says.
        SOON,
        /// In the next maintenance window, which never comes here, unless `ApplyImmediately`.
        IN_WINDOW
    }

    private static final TextNode HIDDEN = TextNode.valueOf("****");

    static final Map<String, Change> BY_MEMBER = Map.ofEntries(
            entry("DeletionProtection", same("DeletionProtection", Timing.AT_ONCE)),
            entry("CopyTagsToSnapshot", same("CopyTagsToSnapshot", Timing.AT_ONCE)),
            entry("AutoMinorVersionUpgrade", same("AutoMinorVersionUpgrade", Timing.AT_ONCE)),
            entry("PreferredBackupWindow", same("PreferredBackupWindow", Timing.AT_ONCE)),
            entry("PreferredMaintenanceWindow", same("PreferredMaintenanceWindow", Timing.AT_ONCE)),
            entry("MaxAllocatedStorage", same("MaxAllocatedStorage", Timing.AT_ONCE)),
            entry("DBParameterGroupName", new Change("DBParameterGroups", Timing.AT_ONCE, Change::parameterGroup)),
            entry("PubliclyAccessible", same("PubliclyAccessible", Timing.SOON)),
            entry("MonitoringInterval", same("MonitoringInterval", Timing.SOON)),
            entry("MonitoringRoleArn", same("MonitoringRoleArn", Timing.SOON)),
            entry("CACertificateIdentifier", same("CACertificateIdentifier", Timing.SOON)),
            entry("EnablePerformanceInsights", same("PerformanceInsightsEnabled", Timing.SOON)),
            entry("VpcSecurityGroupIds", new Change("VpcSecurityGroups", Timing.SOON, Change::securityGroups)),
            entry("EnableCloudwatchLogsExports", same("EnabledCloudwatchLogsExports", Timing.SOON)),
            entry(
                    "CloudwatchLogsExportConfiguration",
                    new Change("EnabledCloudwatchLogsExports", Timing.SOON, Change::logs)),
            entry("AllocatedStorage", same("AllocatedStorage", Timing.IN_WINDOW)),
            entry("BackupRetentionPeriod", same("BackupRetentionPeriod", Timing.IN_WINDOW)),
            entry("DBInstanceClass", same("DBInstanceClass", Timing.IN_WINDOW)),
            entry("EngineVersion", same("EngineVersion", Timing.IN_WINDOW)),
            entry("Iops", same("Iops", Timing.IN_WINDOW)),
            entry("LicenseModel", same("LicenseModel", Timing.IN_WINDOW)),
            entry("MultiAZ", same("MultiAZ", Timing.IN_WINDOW)),
            entry("StorageType", same("StorageType", Timing.IN_WINDOW)),
            entry("EnableIAMDatabaseAuthentication", same("IAMDatabaseAuthenticationEnabled", Timing.IN_WINDOW)),
            entry("MasterUserPassword", new Change("MasterUserPassword", Timing.IN_WINDOW, (_, _) -> HIDDEN)));

    private static Change same(String member, Timing timing) {
        return new Change(member, timing, (_, asked) -> asked);
    }

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

    private static JsonNode logs(JsonNode present, JsonNode asked) {
        Set<String> types = new LinkedHashSet<>(texts(present));
        types.addAll(texts(asked.path("EnableLogTypes")));
        types.removeAll(texts(asked.path("DisableLogTypes")));
        ArrayNode enabled = JsonNodeFactory.instance.arrayNode();
        types.forEach(enabled::add);
        return enabled;
    }

    private static Set<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).collect(Collectors.toSet());
    }
}
