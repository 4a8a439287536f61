package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.AwsFault;
import java.util.Map;

/// REST and XML, with the errors of the query protocol. CloudFront speaks it.
final class RestXmlProtocol implements Protocol {

    private final RestCodec codec;
    private final String namespace;

    RestXmlProtocol(String service, ServiceModel model) {
        this.namespace = "http://%s.amazonaws.com/doc/%s/".formatted(service, model.apiVersion());
        this.codec = new RestCodec(model, PathStyle.PLAIN, new XmlBody(namespace));
    }

    @Override
    public Decoded decode(HttpMessage message) {
        try {
            return codec.decode(message)
                    .orElseThrow(() -> refuse(Refusal.UNKNOWN_OPERATION, "Could not find operation " + message));
        } catch (IllegalArgumentException _) {
            throw refuse(Refusal.MALFORMED, "The XML is not well-formed or not the one expected");
        }
    }

    @Override
    public Reply success(HttpMessage request, String operation, JsonNode response, String requestId) {
        return codec.reply(request, operation, response, Map.of("x-amzn-RequestId", requestId));
    }

    @Override
    public Reply failure(HttpMessage request, AwsFault fault, String requestId) {
        return QueryProtocol.failure(namespace, fault, requestId);
    }

    @Override
    public AwsFault refuse(Refusal refusal, String message) {
        return refusal.ofQuery(message);
    }
}
