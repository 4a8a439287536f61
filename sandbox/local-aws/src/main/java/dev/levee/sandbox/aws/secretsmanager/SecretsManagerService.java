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
import dev.levee.sandbox.aws.iam.KnownPrincipals;
import dev.levee.sandbox.aws.kms.KeyUses;
import dev.levee.sandbox.aws.policy.Resource;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Secrets with their current and previous values.
public final class SecretsManagerService implements AwsService {

    private final Secrets secrets;
    private final SecretKeys keys;
    private final SecretDeletion deletion;
    private final SecretPolicies policies;
    private final SecureRandom random = new SecureRandom();

    public SecretsManagerService(Store store, KnownPrincipals principals, KeyUses keys) {
        this.secrets = new Secrets(store);
        this.keys = new SecretKeys(keys);
        this.deletion = new SecretDeletion(secrets);
        this.policies = new SecretPolicies(secrets, principals);
    }

    @Override
    public String name() {
        return "secretsmanager";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.ofEntries(
                entry("GetRandomPassword", this::password),
                entry("CreateSecret", this::create),
                entry("GetSecretValue", this::value),
                entry("PutSecretValue", this::put),
                entry("UpdateSecret", this::update),
                entry("DescribeSecret", this::describe),
                entry("DeleteSecret", deletion::delete),
                entry("RestoreSecret", deletion::restore),
                entry("PutResourcePolicy", policies::put),
                entry("GetResourcePolicy", policies::get),
                entry("DeleteResourcePolicy", policies::delete),
                entry("ValidateResourcePolicy", policies::validate));
    }

    /// A secret is its full ARN to policies, whatever the call calls it.
    @Override
    public Resource resource(String arn, Request request) {
        String id = request.document().path("SecretId").asText("");
        return secrets.find(id, request)
                .map(secret -> SecretPolicies.resource(secret, request.account()))
                .orElseGet(() -> Resource.plain(arn, request.account()));
    }

    private JsonNode password(Request request) {
        return answer().put("RandomPassword", RandomPassword.of(request.document(), random));
    }

    private JsonNode create(Request request) {
        String name = request.required("Name");
        ObjectNode secret = answer().put("ARN", secrets.newArn(name, request))
                .put("Name", name)
                .put("CreatedDate", request.time().toString());
        take(List.of("Description", SecretKeys.KEY, "Tags"), request, secret);
        keys.tryOut(secret, request);
        ObjectNode answer = named(secret);
        if (carriesValue(request)) {
            answer.put("VersionId", write(secret, request));
        }
        if (!secrets.table(request).create(name, secret)) {
            Secrets.requireAlive(
                    secrets.find(name, request).orElseThrow(),
                    "You can't create this secret because a secret with this name is already scheduled for deletion.");
            throw new AwsFault(
                    "ResourceExistsException",
                    400,
                    "The operation failed because the secret %s already exists.".formatted(name));
        }
        return answer;
    }

    private JsonNode value(Request request) {
        ObjectNode secret = secrets.alive(request);
        String stage = request.document().path("VersionStage").asText(SecretVersions.CURRENT);
        String id = request.document().path("VersionId").asText("");
        for (Map.Entry<String, JsonNode> version : SecretVersions.of(secret).properties()) {
            if (id.isEmpty()
                    ? SecretVersions.hasStage(version.getValue(), stage)
                    : version.getKey().equals(id)) {
                keys.decrypt(secret, version.getKey(), request);
                return named(secret).put("VersionId", version.getKey()).setAll((ObjectNode) version.getValue());
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
        ObjectNode answer = answer();
        change(request, secret -> {
            String version = write(secret, request);
            answer.put("VersionId", version).setAll(named(secret));
            answer.set("VersionStages", SecretVersions.of(secret).at("/" + version + "/VersionStages"));
        });
        return answer;
    }

    private JsonNode update(Request request) {
        ObjectNode answer = answer();
        change(request, secret -> {
            take(List.of("Description"), request, secret);
            if (request.document().hasNonNull(SecretKeys.KEY)) {
                take(List.of(SecretKeys.KEY), request, secret);
                keys.tryOut(secret, request);
            }
            secret.put("LastChangedDate", request.time().toString());
            answer.setAll(named(secret));
            if (carriesValue(request)) {
                answer.put("VersionId", write(secret, request));
            }
        });
        return answer;
    }

    private JsonNode describe(Request request) {
        ObjectNode secret = secrets.of(request);
        ObjectNode stages = answer();
        SecretVersions.of(secret)
                .properties()
                .forEach(version ->
                        stages.set(version.getKey(), version.getValue().path("VersionStages")));
        secret.remove(List.of(SecretVersions.MEMBER, SecretPolicies.POLICY));
        return secret.put("RotationEnabled", false).set("VersionIdsToStages", stages);
    }

    private void change(Request request, Consumer<ObjectNode> change) {
        secrets.table(request).update(secrets.alive(request).path("Name").asText(), change);
    }

    private String write(ObjectNode secret, Request request) {
        String version = SecretVersions.add(secret, request);
        keys.encrypt(secret, version, request);
        return version;
    }

    private static void take(List<String> members, Request request, ObjectNode secret) {
        for (String member : members) {
            Optional.ofNullable(request.document().get(member)).ifPresent(value -> secret.set(member, value));
        }
    }

    private static boolean carriesValue(Request request) {
        return request.document().has("SecretString") || request.document().has("SecretBinary");
    }

    static ObjectNode named(ObjectNode secret) {
        return secret.deepCopy().retain("ARN", "Name");
    }

    static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
