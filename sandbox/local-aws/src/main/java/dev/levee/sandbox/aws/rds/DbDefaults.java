package dev.levee.sandbox.aws.rds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.Request;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// What RDS decides about an instance when its creator does not.
final class DbDefaults {

    private static final Map<String, Integer> PORTS = Map.of("postgres", 5432, "sqlserver", 1433, "oracle", 1521);
    private static final int MYSQL_PORT = 3306;

    private DbDefaults() {}

    static ObjectNode describe(Request request, String id) {
        JsonNode asked = request.document();
        ObjectNode instance = JsonNodeFactory.instance
                .objectNode()
                .put("DBInstanceIdentifier", id)
                .put("DBInstanceArn", "arn:aws:rds:%s:%s:db:%s".formatted(request.region(), request.account(), id))
                .put(
                        "DbiResourceId",
                        "db-" + UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT))
                .put("InstanceCreateTime", request.time().toString())
                .put("AvailabilityZone", request.region() + "a")
                .put("AllocatedStorage", 20)
                .put("AutoMinorVersionUpgrade", true)
                .put("BackupRetentionPeriod", 1)
                .put("BackupTarget", "region")
                .put("CACertificateIdentifier", "rds-ca-rsa2048-g1")
                .put("CopyTagsToSnapshot", false)
                .put("DeletionProtection", false)
                .put("IAMDatabaseAuthenticationEnabled", false)
                .put("MonitoringInterval", 0)
                .put("MultiAZ", false)
                .put("NetworkType", "IPV4")
                .put("PerformanceInsightsEnabled", false)
                .put("PubliclyAccessible", true)
                .put("StorageEncrypted", false)
                .put("StorageType", "gp2");
        instance.putObject("PendingModifiedValues");
        for (String member : List.of("Engine", "DBName", "MasterUsername", "StorageEncrypted", "KmsKeyId")) {
            if (asked.has(member)) {
                instance.set(member, asked.get(member));
            }
        }
        if (asked.has("Tags")) {
            instance.set("TagList", asked.get("Tags"));
        }
        return instance;
    }

    static ObjectNode endpoint(Request request, String id) {
        String engine = request.document().path("Engine").asText();
        int usual = PORTS.entrySet().stream()
                .filter(port -> engine.contains(port.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(MYSQL_PORT);
        return JsonNodeFactory.instance
                .objectNode()
                .put("Address", "%s.local.%s.rds.amazonaws.com".formatted(id, request.region()))
                .put("Port", request.document().path("Port").asInt(usual))
                .put("HostedZoneId", "ZLOCAL");
    }
}
