package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.wire.ServiceModel.Shape;
import java.util.Map;

/// S3's protocol: the operation is in method, path and query; XML in the body.
final class RestXmlProtocol implements Protocol {

    private final ServiceModel model;
    private final RestXmlRoutes routes;

    RestXmlProtocol(ServiceModel model) {
        this.model = model;
        this.routes = new RestXmlRoutes(model.shapes());
    }

    @Override
    public Decoded decode(HttpMessage message) {
        S3Address address = S3Address.of(message);
        Shape shape = routes.find(message, address)
                .orElseThrow(() -> refuse(
                        Refusal.UNKNOWN_OPERATION,
                        "A header or query you provided implies functionality that is not implemented"));
        try {
            HttpMessage plain = AwsChunked.unwrap(message);
            return new Decoded(shape.name(), new RestXmlRequests(plain, address).document(shape));
        } catch (IllegalArgumentException _) {
            throw refuse(
                    Refusal.MALFORMED,
                    "The XML you provided was not well-formed or did not validate against our published schema");
        }
    }

    @Override
    public Reply success(HttpMessage request, String operation, JsonNode response, String requestId) {
        Shape shape = model.shape(operation).orElseThrow();
        Reply reply = RestXmlResponses.reply(request, shape, response, headers(requestId));
        return request.method().equals("HEAD") ? new Reply(reply.status(), reply.headers(), new byte[0]) : reply;
    }

    @Override
    public Reply failure(HttpMessage request, AwsFault fault, String requestId) {
        XmlText xml = new XmlText();
        xml.open("Error");
        xml.element("Code", fault.code());
        xml.element("Message", fault.text());
        String bucket = S3Address.of(request).bucket();
        if (!bucket.isEmpty()) {
            xml.element("BucketName", bucket);
        }
        xml.element("RequestId", requestId);
        xml.element("HostId", requestId);
        xml.close("Error");
        String body = request.method().equals("HEAD") ? "" : xml.toString();
        return Reply.text(fault.status(), headers(requestId), body);
    }

    @Override
    public AwsFault refuse(Refusal refusal, String message) {
        return refusal.ofS3(message);
    }

    private static Map<String, String> headers(String requestId) {
        return Map.of("x-amz-request-id", requestId, "x-amz-id-2", requestId);
    }
}
