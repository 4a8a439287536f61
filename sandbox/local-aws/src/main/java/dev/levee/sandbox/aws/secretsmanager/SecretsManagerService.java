package dev.levee.sandbox.aws.secretsmanager;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Secrets with their current and previous values.
public final class SecretsManagerService implements AwsService {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int SUFFIX = 6;

    private final Store store;
    private final SecureRandom random = new SecureRandom();

    public SecretsManagerService(Store store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "secretsmanager";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.ofEntries(
                entry("CreateSecret", this::create),
                entry("GetSecretValue", this::value),
                entry("PutSecretValue", this::put),
                entry("DescribeSecret", this::describe),
                entry("DeleteSecret", this::delete));
    }

    private JsonNode create(Request request) {
        String name = request.required("Name");
        String now = request.time().toString();
        String arn = "arn:aws:secretsmanager:%s:%s:secret:%s-%s"
                .formatted(request.region(), request.account(), name, suffix());
        ObjectNode secret = answer().put("ARN", arn).put("Name", name).put("CreatedDate", now);
        for (String member : List.of("Description", "KmsKeyId", "Tags")) {
            Optional.ofNullable(request.document().get(member)).ifPresent(value -> secret.set(member, value));
        }
        ObjectNode answer = answer().put("ARN", arn).put("Name", name);
        if (carriesValue(request)) {
            answer.put("VersionId", SecretVersions.add(secret, request));
        }
        if (!secrets(request).create(name, secret)) {
            requireAlive(
                    secrets(request).get(name).orElseThrow(),
                    "You can't create this secret because a secret with this name is already scheduled for deletion.");
            throw new AwsFault(
                    "ResourceExistsException",
                    400,
                    "The operation failed because the secret %s already exists.".formatted(name));
        }
        return answer;
    }

    private JsonNode value(Request request) {
        ObjectNode secret = alive(request);
        String stage = request.document().path("VersionStage").asText(SecretVersions.CURRENT);
        String id = request.document().path("VersionId").asText("");
        for (Map.Entry<String, JsonNode> version : SecretVersions.of(secret).properties()) {
            if (id.isEmpty()
                    ? SecretVersions.hasStage(version.getValue(), stage)
                    : version.getKey().equals(id)) {
                return answer().put("ARN", secret.path("ARN").asText())
                        .put("Name", secret.path("Name").asText())
                        .put("VersionId", version.getKey())
                        .setAll((ObjectNode) version.getValue());
            }
        }
        throw new AwsFault(
                "ResourceNotFoundException",
                400,
                "Secrets Manager can't find the specified secret value for %s"
                        .formatted(id.isEmpty() ? "staging label: " + stage : "VersionId: " + id));
    }

    private JsonNode put(Request request) {
        if (!carriesValue(request)) {
            throw new AwsFault("InvalidRequestException", 400, "You must provide either SecretString or SecretBinary.");
        }
        String name = alive(request).path("Name").asText();
        ObjectNode answer = answer();
        secrets(request).update(name, secret -> {
            String version = SecretVersions.add(secret, request);
            answer.put("ARN", secret.path("ARN").asText()).put("Name", name).put("VersionId", version);
            answer.set("VersionStages", SecretVersions.of(secret).at("/" + version + "/VersionStages"));
        });
        return answer;
    }

    private JsonNode describe(Request request) {
        ObjectNode secret = secret(request);
        ObjectNode stages = answer();
        SecretVersions.of(secret)
                .properties()
                .forEach(version ->
                        stages.set(version.getKey(), version.getValue().path("VersionStages")));
        secret.remove(SecretVersions.MEMBER);
        return secret.put("RotationEnabled", false).set("VersionIdsToStages", stages);
    }

    private JsonNode delete(Request request) {
        boolean now = request.document().path("ForceDeleteWithoutRecovery").asBoolean();
        int days = request.document().path("RecoveryWindowInDays").asInt(30);
        if (days < 7 || days > 30) {
            throw new AwsFault(
                    "InvalidParameterException",
                    400,
                    "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
        }
        ObjectNode secret = alive(request);
        String name = secret.path("Name").asText();
        String date = request.time().plus(Duration.ofDays(now ? 0 : days)).toString();
        if (now) {
            secrets(request).remove(name);
        } else {
            secrets(request).update(name, deleted -> deleted.put("DeletedDate", date));
        }
        return answer().put("ARN", secret.path("ARN").asText())
                .put("Name", name)
                .put("DeletionDate", date);
    }

    private static boolean carriesValue(Request request) {
        return request.document().has("SecretString") || request.document().has("SecretBinary");
    }

    private ObjectNode alive(Request request) {
        ObjectNode secret = secret(request);
        requireAlive(secret, "You can't perform this operation on the secret because it was marked for deletion.");
        return secret;
    }

    private static void requireAlive(ObjectNode secret, String otherwise) {
        if (secret.has("DeletedDate")) {
            throw new AwsFault("InvalidRequestException", 400, otherwise);
        }
    }

    /// By name, by ARN, or by ARN without the suffix.
    private ObjectNode secret(Request request) {
        String id = request.required("SecretId");
        return secrets(request).all().stream()
                .filter(secret -> {
                    String arn = secret.path("ARN").asText();
                    return id.equals(secret.path("Name").asText())
                            || id.equals(arn)
                            || id.equals(arn.substring(0, arn.length() - 1 - SUFFIX));
                })
                .findFirst()
                .orElseThrow(() -> new AwsFault(
                        "ResourceNotFoundException", 400, "Secrets Manager can't find the specified secret."));
    }

    private Table secrets(Request request) {
        return store.regional(request.account(), request.region(), "secretsmanager:secret");
    }

    private String suffix() {
        return random.ints(SUFFIX, 0, LETTERS.length())
                .mapToObj(LETTERS::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining());
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
