package dev.levee.sandbox.aws.kms;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/// Keys that encrypt nothing, with their state and rotation.
public final class KmsService implements AwsService {

    private static final Paging PAGES =
            new Paging("Limit", 1, 1000, 100, "Marker", "NextMarker", "InvalidMarkerException");
    private static final String SYMMETRIC = "SYMMETRIC_DEFAULT";
    private static final String ROTATION_DAYS = "RotationPeriodInDays";

    private final Store store;

    public KmsService(Store store) {
        this.store = store;
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
                entry("EnableKey", request -> enable(true, request)),
                entry("DisableKey", request -> enable(false, request)),
                entry("EnableKeyRotation", this::enableRotation),
                entry("DisableKeyRotation", this::disableRotation),
                entry("GetKeyRotationStatus", this::rotation));
    }

    private JsonNode create(Request request) {
        JsonNode asked = request.document();
        String id = UUID.randomUUID().toString();
        String spec =
                asked.path("KeySpec").asText(asked.path("CustomerMasterKeySpec").asText(SYMMETRIC));
        String origin = asked.path("Origin").asText("AWS_KMS");
        boolean imported = origin.equals("EXTERNAL");
        ObjectNode metadata = JsonNodeFactory.instance
                .objectNode()
                .put("AWSAccountId", request.account())
                .put("KeyId", id)
                .put("Arn", "arn:aws:kms:%s:%s:key/%s".formatted(request.region(), request.account(), id))
                .put("CreationDate", request.time().toString())
                .put("Enabled", !imported)
                .put("Description", asked.path("Description").asText(""))
                .put("KeyUsage", asked.path("KeyUsage").asText("ENCRYPT_DECRYPT"))
                .put("KeyState", imported ? "PendingImport" : "Enabled")
                .put("Origin", origin)
                .put("KeyManager", "CUSTOMER")
                .put("CustomerMasterKeySpec", spec)
                .put("KeySpec", spec)
                .put("MultiRegion", asked.path("MultiRegion").asBoolean());
        if (spec.equals(SYMMETRIC)) {
            metadata.putArray("EncryptionAlgorithms").add(SYMMETRIC);
        }
        ObjectNode key = answer().set("KeyMetadata", metadata);
        keys(request).put(id, key);
        return key;
    }

    private JsonNode describe(Request request) {
        return key(request).retain("KeyMetadata");
    }

    private JsonNode list(Request request) {
        List<ObjectNode> keys = keys(request).all().stream()
                .map(key -> key.path("KeyMetadata"))
                .map(key -> answer().put("KeyId", key.path("KeyId").asText())
                        .put("KeyArn", key.path("Arn").asText()))
                .toList();
        ObjectNode answer = PAGES.answer(request, "Keys", keys);
        return answer.put("Truncated", answer.has("NextMarker"));
    }

    private JsonNode enable(boolean enabled, Request request) {
        change(
                request,
                key -> key.withObject("/KeyMetadata")
                        .put("Enabled", enabled)
                        .put("KeyState", enabled ? "Enabled" : "Disabled"));
        return answer();
    }

    private JsonNode enableRotation(Request request) {
        int days = request.document().path(ROTATION_DAYS).asInt(365);
        if (days < 90 || days > 2560) {
            throw new AwsFault("ValidationException", 400, "%s must be between 90 and 2560.".formatted(ROTATION_DAYS));
        }
        requireRotatable(key(request));
        change(
                request,
                key -> key.withObject("/Rotation")
                        .put(ROTATION_DAYS, days)
                        .put(
                                "NextRotationDate",
                                request.time().plus(Duration.ofDays(days)).toString()));
        return answer();
    }

    private JsonNode disableRotation(Request request) {
        requireRotatable(key(request));
        change(request, key -> key.remove("Rotation"));
        return answer();
    }

    private JsonNode rotation(Request request) {
        ObjectNode key = key(request);
        ObjectNode answer = answer().put("KeyId", key.at("/KeyMetadata/KeyId").asText())
                .put("KeyRotationEnabled", key.has("Rotation"));
        return key.has("Rotation") ? answer.setAll(key.withObject("/Rotation")) : answer;
    }

    private static void requireRotatable(ObjectNode key) {
        JsonNode metadata = key.path("KeyMetadata");
        String arn = metadata.path("Arn").asText();
        if (!metadata.path("KeySpec").asText().equals(SYMMETRIC)) {
            throw unsupported(
                    "%s key spec is %s".formatted(arn, metadata.path("KeySpec").asText()));
        }
        if (!metadata.path("Origin").asText().equals("AWS_KMS")) {
            throw unsupported(
                    "%s origin is %s".formatted(arn, metadata.path("Origin").asText()));
        }
        if (!metadata.path("Enabled").asBoolean()) {
            throw new AwsFault("DisabledException", 400, arn + " is disabled.");
        }
    }

    private static AwsFault unsupported(String what) {
        return new AwsFault("UnsupportedOperationException", 400, what + " which is not valid for this operation.");
    }

    private ObjectNode key(Request request) {
        return keys(request).get(id(request)).orElseThrow(() -> missing(request));
    }

    private void change(Request request, Consumer<ObjectNode> change) {
        if (keys(request).update(id(request), change).isEmpty()) {
            throw missing(request);
        }
    }

    private Table keys(Request request) {
        return store.regional(request.account(), request.region(), "kms:key");
    }

    private static String id(Request request) {
        String id = request.required("KeyId");
        String here = "arn:aws:kms:%s:%s:key/".formatted(request.region(), request.account());
        return id.startsWith(here) ? id.substring(here.length()) : id;
    }

    private static AwsFault missing(Request request) {
        String arn = "arn:aws:kms:%s:%s:key/%s".formatted(request.region(), request.account(), id(request));
        return new AwsFault("NotFoundException", 400, "Key '%s' does not exist".formatted(arn));
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
