package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.levee.sandbox.aws.AwsFault;
import java.util.Map;

/// REST and JSON: the operation is in method and path, the error's code in a header. EKS, OpenSearch and X-Ray speak
/// it.
final class RestJsonProtocol implements Protocol {

    private static final String JSON = "application/json";

    private final RestCodec codec;

    RestJsonProtocol(ServiceModel model) {
        this.codec = new RestCodec(model, PathStyle.PLAIN, new JsonBody());
    }

    @Override
    public Decoded decode(HttpMessage message) {
        try {
            return codec.decode(message)
                    .orElseThrow(() -> refuse(Refusal.UNKNOWN_OPERATION, "Unknown operation " + message));
        } catch (IllegalArgumentException _) {
            throw refuse(Refusal.MALFORMED, "The request cannot be read");
        }
    }

    @Override
    public Reply success(HttpMessage request, String operation, JsonNode response, String requestId) {
        return codec.reply(request, operation, response, Map.of("x-amzn-RequestId", requestId));
    }

    @Override
    public Reply failure(HttpMessage request, AwsFault fault, String requestId) {
        Map<String, String> headers =
                Map.of("Content-Type", JSON, "x-amzn-RequestId", requestId, "x-amzn-ErrorType", fault.code());
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("message", fault.text())
                .toString();
        return Reply.text(fault.status(), headers, body);
    }

    @Override
    public AwsFault refuse(Refusal refusal, String message) {
        return refusal.ofRestJson(message);
    }
}
