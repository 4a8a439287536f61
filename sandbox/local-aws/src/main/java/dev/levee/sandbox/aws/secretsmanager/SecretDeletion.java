package dev.levee.sandbox.aws.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import java.time.Duration;
import java.util.Optional;

/// Deletes secrets, at once or after a while in which they can be restored.
final class SecretDeletion {

    private static final String AT_ONCE = "ForceDeleteWithoutRecovery";
    private static final String WINDOW = "RecoveryWindowInDays";

    private final Secrets secrets;

    SecretDeletion(Secrets secrets) {
        this.secrets = secrets;
    }

    JsonNode delete(Request request) {
        if (request.document().path(AT_ONCE).asBoolean()) {
            return forget(request);
        }
        int days = request.document().path(WINDOW).asInt(30);
        if (days < 7 || days > 30) {
            throw invalid("The %s value must be between 7 and 30 days (inclusive).".formatted(WINDOW));
        }
        ObjectNode secret = secrets.alive(request);
        String date = request.time().plus(Duration.ofDays(days)).toString();
        secrets.table(request).update(secret.path("Name").asText(), deleted -> deleted.put(Secrets.DELETED, date));
        return SecretsManagerService.named(secret).put("DeletionDate", date);
    }

    JsonNode restore(Request request) {
        ObjectNode secret = secrets.of(request);
        secrets.table(request).update(secret.path("Name").asText(), restored -> restored.remove(Secrets.DELETED));
        return SecretsManagerService.named(secret);
    }

    /// A secret that is not there is as good as forgotten.
    private JsonNode forget(Request request) {
        if (request.document().has(WINDOW)) {
            throw invalid("You can't use %s in conjunction with %s.".formatted(AT_ONCE, WINDOW));
        }
        String id = request.required("SecretId");
        Optional<ObjectNode> secret = secrets.find(id, request);
        secret.ifPresent(gone -> secrets.table(request).remove(gone.path("Name").asText()));
        return secret.map(SecretsManagerService::named)
                .orElseGet(() -> SecretsManagerService.answer().put("Name", id))
                .put("DeletionDate", request.time().toString());
    }

    private static AwsFault invalid(String message) {
        return new AwsFault("InvalidParameterException", 400, message);
    }
}
