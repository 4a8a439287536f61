package dev.levee.sandbox.aws.wire;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.levee.sandbox.aws.AwsFault;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/// JSON 1.0 and 1.1, or CBOR in its place: the operation stands in `X-Amz-Target`. KMS, SQS, CloudTrail, Secrets
/// Manager and EventBridge speak JSON, Kinesis CBOR.
final class JsonProtocol implements Protocol {

    private static final ObjectMapper JSON = new JsonMapper();
    private static final ObjectMapper CBOR = new CBORMapper();

    /// What services that used to speak the query protocol called their errors then; clients still look for it.
    private static final Map<String, String> QUERY_NAMES = Map.ofEntries(
            entry("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"),
            entry("QueueNameExists", "QueueAlreadyExists"),
            entry("QueueDeletedRecently", "AWS.SimpleQueueService.QueueDeletedRecently"),
            entry("EmptyBatchRequest", "AWS.SimpleQueueService.EmptyBatchRequest"),
            entry("TooManyEntriesInBatchRequest", "AWS.SimpleQueueService.TooManyEntriesInBatchRequest"),
            entry("BatchEntryIdsNotDistinct", "AWS.SimpleQueueService.BatchEntryIdsNotDistinct"),
            entry("BatchRequestTooLong", "AWS.SimpleQueueService.BatchRequestTooLong"),
            entry("MessageNotInflight", "AWS.SimpleQueueService.MessageNotInflight"),
            entry("UnsupportedOperation", "AWS.SimpleQueueService.UnsupportedOperation"),
            entry("KmsAccessDenied", "KMS.AccessDeniedException"),
            entry("KmsDisabled", "KMS.DisabledException"),
            entry("KmsInvalidState", "KMS.InvalidStateException"),
            entry("KmsNotFound", "KMS.NotFoundException"));

    private final ServiceModel model;

    JsonProtocol(ServiceModel model) {
        this.model = model;
    }

    @Override
    public Decoded decode(HttpMessage message) {
        String target = message.header("x-amz-target").orElse("");
        String operation = target.substring(target.lastIndexOf('.') + 1);
        ServiceModel.Shape shape = model.shape(operation)
                .orElseThrow(() -> refuse(Refusal.UNKNOWN_OPERATION, "Unknown operation " + operation));
        try {
            JsonNode wire = message.body().length == 0
                    ? JSON.createObjectNode()
                    : mapper(message).readTree(message.body());
            return new Decoded(operation, JsonShapes.read(shape.request(), wire, times(message)));
        } catch (IOException | IllegalArgumentException _) {
            throw refuse(Refusal.MALFORMED, "The request is not the JSON of " + operation);
        }
    }

    @Override
    public Reply success(HttpMessage request, String operation, JsonNode response, String requestId) {
        ServiceModel.Shape shape = model.shape(operation).orElseThrow();
        byte[] body = bytes(request, JsonShapes.write(shape.response(), response, times(request)));
        return new Reply(200, headers(request, requestId), body);
    }

    @Override
    public Reply failure(HttpMessage request, AwsFault fault, String requestId) {
        Map<String, String> headers = headers(request, requestId);
        headers.put("x-amzn-ErrorType", fault.code());
        String queryName = QUERY_NAMES.get(fault.code());
        if (queryName != null) {
            headers.put("x-amzn-query-error", queryName + ";Sender");
        }
        ObjectNode body = JSON.createObjectNode();
        body.put("__type", fault.code());
        body.put("message", fault.text());
        return new Reply(fault.status(), headers, bytes(request, body));
    }

    @Override
    public AwsFault refuse(Refusal refusal, String message) {
        return refusal.ofJson(message);
    }

    private static Map<String, String> headers(HttpMessage request, String requestId) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", request.header("content-type").orElse("application/x-amz-json-1.1"));
        headers.put("x-amzn-RequestId", requestId);
        return headers;
    }

    private static boolean isCbor(HttpMessage message) {
        return message.header("content-type").orElse("").contains("cbor");
    }

    private static ObjectMapper mapper(HttpMessage message) {
        return isCbor(message) ? CBOR : JSON;
    }

    private static Format times(HttpMessage message) {
        return isCbor(message) ? Format.UNIX_TIMESTAMP_MILLIS : Format.UNIX_TIMESTAMP;
    }

    private static byte[] bytes(HttpMessage request, JsonNode node) {
        try {
            return mapper(request).writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
