package dev.levee.sandbox.aws.kms;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.OperationTable.Permission;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.iam.Authorizer;
import dev.levee.sandbox.aws.iam.KnownPrincipals;
import dev.levee.sandbox.aws.policy.Resource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Keys that encrypt nothing, and yet decide who may use what they would encrypt.
public final class KmsService implements AwsService {

    static final String SYMMETRIC = "SYMMETRIC_DEFAULT";

    private static final Paging PAGES =
            new Paging("Limit", 1, 1000, 100, "Marker", "NextMarker", "InvalidMarkerException");

    private final Keys keys;
    private final KeyStates states;
    private final KeyRotation rotation;
    private final KeyPolicies policies;
    private final Aliases aliases;

    public KmsService(Store store, KnownPrincipals principals, Authorizer authorizer) {
        this.keys = new Keys(store);
        this.states = new KeyStates(keys);
        this.rotation = new KeyRotation(keys);
        this.policies = new KeyPolicies(keys, principals, authorizer);
        this.aliases = new Aliases(keys);
    }

    @Override
    public String name() {
        return "kms";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.ofEntries(
                entry("CreateKey", this::create),
                entry("DescribeKey", this::describe),
                entry("ListKeys", this::list),
                entry("EnableKey", states::enable),
                entry("DisableKey", states::disable),
                entry("ScheduleKeyDeletion", states::scheduleDeletion),
                entry("CancelKeyDeletion", states::cancelDeletion),
                entry("EnableKeyRotation", rotation::enable),
                entry("DisableKeyRotation", rotation::disable),
                entry("GetKeyRotationStatus", rotation::status),
                entry("PutKeyPolicy", policies::put),
                entry("GetKeyPolicy", policies::get),
                entry("CreateAlias", aliases::create),
                entry("UpdateAlias", aliases::update),
                entry("DeleteAlias", aliases::delete),
                entry("ListAliases", aliases::list));
    }

    /// To change an alias needs the permission of the key it stands for.
    @Override
    public List<Permission> alsoNeeds(Request request) {
        return switch (request.operation()) {
            case "UpdateAlias", "DeleteAlias" ->
                aliases.current(request).stream()
                        .map(key -> new Permission("kms:" + request.operation(), key.arn()))
                        .toList();
            default -> List.of();
        };
    }

    @Override
    public Resource resource(String arn, Request request) {
        if (arn.contains(":" + Keys.ALIAS) && request.operation().endsWith("Alias")) {
            return Resource.plain(arn, request.account());
        }
        return keys.find(arn, request.time())
                .map(Key::resource)
                .orElseGet(() -> Resource.plain(arn, request.account()));
    }

    private JsonNode create(Request request) {
        JsonNode asked = request.document();
        String id = UUID.randomUUID().toString();
        String arn = Keys.arn(id, request.account(), request.region());
        String spec =
                asked.path("KeySpec").asText(asked.path("CustomerMasterKeySpec").asText(SYMMETRIC));
        String origin = asked.path("Origin").asText("AWS_KMS");
        boolean imported = origin.equals("EXTERNAL");
        ObjectNode metadata = answer().put("AWSAccountId", request.account())
                .put("KeyId", id)
                .put("Arn", arn)
                .put("CreationDate", request.time().toString())
                .put("Enabled", !imported)
                .put("Description", asked.path("Description").asText(""))
                .put("KeyUsage", asked.path("KeyUsage").asText("ENCRYPT_DECRYPT"))
                .put(Key.STATE, imported ? "PendingImport" : "Enabled")
                .put("Origin", origin)
                .put("KeyManager", "CUSTOMER")
                .put("CustomerMasterKeySpec", spec)
                .put("KeySpec", spec)
                .put("MultiRegion", asked.path("MultiRegion").asBoolean());
        if (spec.equals(SYMMETRIC)) {
            metadata.putArray("EncryptionAlgorithms").add(SYMMETRIC);
        }
        ObjectNode key = answer().put(Key.POLICY, policies.first(arn, request)).set(Key.METADATA, metadata);
        keys.put(id, key, request);
        return key.retain(Key.METADATA);
    }

    private JsonNode describe(Request request) {
        return keys.any(request).row().retain(Key.METADATA);
    }

    private JsonNode list(Request request) {
        return page(
                request,
                "Keys",
                keys.all(request).stream()
                        .map(key -> answer().put("KeyId", key.id()).put("KeyArn", key.arn()))
                        .toList());
    }

    static ObjectNode page(Request request, String items, List<ObjectNode> all) {
        ObjectNode answer = PAGES.answer(request, items, all);
        return answer.put("Truncated", answer.has("NextMarker"));
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
