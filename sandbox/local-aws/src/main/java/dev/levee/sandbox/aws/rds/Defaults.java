package dev.levee.sandbox.aws.rds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.Request;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// What RDS decides about a database when its creator does not.
final class Defaults {

    private static final int SERVERLESS_MAX = 16;
    private static final int SERVERLESS_IDLE = 300;

    private Defaults() {}

    static ObjectNode describe(Kind kind, Request request, Engine engine, String id) {
        JsonNode asked = request.document();
        ObjectNode database = JsonNodeFactory.instance
                .objectNode()
                .put(kind.idMember(), id)
                .put(kind.api() + "Arn", kind.arn(request, id))
                .put("Engine", engine.name())
                .put("EngineVersion", engine.version())
                .put("BackupRetentionPeriod", 1)
                .put("CopyTagsToSnapshot", false)
                .put("DeletionProtection", false)
                .put("IAMDatabaseAuthenticationEnabled", false)
                .put("MultiAZ", false)
                .put("NetworkType", "IPV4")
                .put("StorageEncrypted", false);
        switch (kind) {
            case INSTANCE -> instance(database, request, engine);
            case CLUSTER -> cluster(database, request, engine);
        }
        take(asked, database, "MasterUsername", "StorageEncrypted", "KmsKeyId");
        if (asked.has("Tags")) {
            database.set("TagList", asked.get("Tags"));
        }
        return database;
    }

    /// What is described just as its creator asked for it.
    private static void take(JsonNode asked, ObjectNode database, String... members) {
        for (String member : members) {
            if (asked.has(member)) {
                database.set(member, asked.get(member));
            }
        }
    }

    private static void instance(ObjectNode instance, Request request, Engine engine) {
        instance.put("DbiResourceId", resourceId("db-"))
                .put("InstanceCreateTime", request.time().toString())
                .put("AvailabilityZone", request.region() + "a")
                .put("AllocatedStorage", engine.aurora() || engine.foreign() ? 1 : 20)
                .put("AutoMinorVersionUpgrade", true)
                .put("BackupTarget", "region")
                .put("CACertificateIdentifier", "rds-ca-rsa2048-g1")
                .put("MonitoringInterval", 0)
                .put("PerformanceInsightsEnabled", false)
                .put("PubliclyAccessible", !engine.foreign())
                .put("StorageType", engine.aurora() || engine.foreign() ? "aurora" : "gp2");
        instance.putArray("DBParameterGroups")
                .addObject()
                .put(
                        "DBParameterGroupName",
                        request.document().path("DBParameterGroupName").asText("default." + engine.family()))
                .put("ParameterApplyStatus", "in-sync");
        take(request.document(), instance, "DBName");
        if (request.document().hasNonNull(Kind.CLUSTER.idMember())) {
            instance.put(Kind.CLUSTER.idMember(), Kind.CLUSTER.id(request));
        }
    }

    private static void cluster(ObjectNode cluster, Request request, Engine engine) {
        cluster.put("DbClusterResourceId", resourceId("cluster-"))
                .put("ClusterCreateTime", request.time().toString())
                .put("AllocatedStorage", 1)
                .put("DBClusterParameterGroup", "default." + engine.family())
                .put("EngineMode", "provisioned")
                .put("Port", engine.port());
        List.of("a", "b", "c")
                .forEach(zone -> cluster.withArray("/AvailabilityZones").add(request.region() + zone));
        take(request.document(), cluster, "DatabaseName", "Port", "EngineMode");
        if (request.document().path("EngineMode").asText().equals("serverless")) {
            cluster.putObject("ScalingConfigurationInfo")
                    .put("MinCapacity", 1)
                    .put("MaxCapacity", SERVERLESS_MAX)
                    .put("AutoPause", true)
                    .put("SecondsUntilAutoPause", SERVERLESS_IDLE)
                    .put("SecondsBeforeTimeout", SERVERLESS_IDLE)
                    .put("TimeoutAction", "RollbackCapacityChange");
        }
    }

    /// What a database has from the time when it is available.
    static ObjectNode endpoints(Kind kind, Request request, Engine engine, String id) {
        ObjectNode endpoints = JsonNodeFactory.instance.objectNode();
        String host = "%s.local.%s.rds.amazonaws.com";
        switch (kind) {
            case INSTANCE ->
                endpoints
                        .putObject("Endpoint")
                        .put("Address", host.formatted(id, request.region()))
                        .put("Port", request.document().path("Port").asInt(engine.port()))
                        .put("HostedZoneId", "ZLOCAL");
            case CLUSTER ->
                endpoints
                        .put("Endpoint", host.formatted(id + ".cluster", request.region()))
                        .put("ReaderEndpoint", host.formatted(id + ".cluster-ro", request.region()));
        }
        return endpoints;
    }

    private static String resourceId(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
    }
}
