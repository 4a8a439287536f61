package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.AwsFault;
import java.util.Map;

/// S3's protocol: REST and XML, with buckets in host names, bodies in chunks, and errors of its own.
final class S3Protocol implements Protocol {

    private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

    private final RestCodec codec;

    S3Protocol(ServiceModel model) {
        PathStyle buckets = (template, message) -> S3Address.of(message).match(template);
        this.codec = new RestCodec(model, buckets, new XmlBody(NAMESPACE));
    }

    @Override
    public Decoded decode(HttpMessage message) {
        try {
            return codec.decode(AwsChunked.unwrap(message))
                    .orElseThrow(() -> refuse(
                            Refusal.UNKNOWN_OPERATION,
                            "A header or query you provided implies functionality that is not implemented"));
        } catch (IllegalArgumentException _) {
            throw refuse(
                    Refusal.MALFORMED,
                    "The XML you provided was not well-formed or did not validate against our published schema");
        }
    }

    @Override
    public Reply success(HttpMessage request, String operation, JsonNode response, String requestId) {
        if (operation.equals("GetBucketLocation")) {
            return location(response, requestId);
        }
        Reply reply = codec.reply(request, operation, response, headers(requestId));
        return request.method().equals("HEAD") ? new Reply(reply.status(), reply.headers(), new byte[0]) : reply;
    }

    /// The one answer whose only member is the root itself.
    private static Reply location(JsonNode response, String requestId) {
        XmlText xml = new XmlText();
        xml.element(
                "LocationConstraint",
                Map.of("xmlns", NAMESPACE),
                response.path("LocationConstraint").asText());
        return Reply.text(200, headers(requestId), xml.toString());
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
