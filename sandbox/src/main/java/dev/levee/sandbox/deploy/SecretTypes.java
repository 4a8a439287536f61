package dev.levee.sandbox.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// Keys and secrets.
final class SecretTypes {

    private static final String KEY = "KeyId";
    private static final String SECRET = "SecretId";

    private SecretTypes() {}

    static Made key(String id, Properties properties, Cloud cloud) {
        ObjectNode key = properties.copy("Description").put("Policy", properties.document("KeyPolicy"));
        boolean rotates = properties.optional("EnableKeyRotation").asBoolean();
        int days = properties.optional("PendingWindowInDays").asInt(30);
        properties.refuseOthers();

        JsonNode created = cloud.call("kms:CreateKey", key).path("KeyMetadata");
        String keyId = created.path(KEY).asText();
        cloud.undoneBy(
                "kms:ScheduleKeyDeletion", Cloud.document().put(KEY, keyId).put("PendingWindowInDays", days));
        if (rotates) {
            cloud.call("kms:EnableKeyRotation", Cloud.document().put(KEY, keyId));
        }
        return new Made(keyId, Map.of("Arn", created.path("Arn").asText()));
    }

    static Made alias(String id, Properties properties, Cloud cloud) {
        ObjectNode alias = properties.copy("AliasName", "TargetKeyId");
        String name = properties.text("AliasName");
        properties.refuseOthers();

        cloud.call("kms:CreateAlias", alias);
        cloud.undoneBy("kms:DeleteAlias", Cloud.document().put("AliasName", name));
        return new Made(name, Map.of());
    }

    /// Its value is made by the cloud and held only between two calls.
    static Made secret(String id, Properties properties, Cloud cloud) {
        ObjectNode secret = properties.copy("Name", "Description", "KmsKeyId");
        JsonNode generate = properties.optional("GenerateSecretString");
        properties.refuseOthers();

        secret.set(
                "SecretString",
                cloud.call("secretsmanager:GetRandomPassword", generate).path("RandomPassword"));
        String arn =
                cloud.call("secretsmanager:CreateSecret", secret).path("ARN").asText();
        cloud.undoneBy(
                "secretsmanager:DeleteSecret",
                Cloud.document().put(SECRET, arn).put("ForceDeleteWithoutRecovery", true));
        return new Made(arn, Map.of());
    }

    static Made secretPolicy(String id, Properties properties, Cloud cloud) {
        ObjectNode policy = properties.copy(SECRET, "BlockPublicPolicy");
        policy.put("ResourcePolicy", properties.document("ResourcePolicy"));
        String secret = properties.text(SECRET);
        properties.refuseOthers();

        cloud.call("secretsmanager:PutResourcePolicy", policy);
        cloud.undoneBy("secretsmanager:DeleteResourcePolicy", Cloud.document().put(SECRET, secret));
        return new Made(secret, Map.of());
    }
}
