package dev.levee.sandbox.aws.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.wire.HttpMessage;
import dev.levee.sandbox.aws.wire.S3Address;
import dev.levee.sandbox.aws.wire.XmlTree;
import org.w3c.dom.Element;

/// S3: the request as it was sent, its query, its XML and some of its headers side by side.
final class S3Style implements TrailStyle {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public ObjectNode requestParameters(TrailedCall call) {
        HttpMessage message = call.message();
        S3Address address = S3Address.of(message);
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        parameters.put("bucketName", address.bucket());
        parameters.put("Host", message.header("host").orElse(""));
        if (!address.key().isEmpty()) {
            parameters.put("key", address.key());
        }
        message.query().forEach((name, value) -> {
            if (!name.startsWith("X-Amz-")) {
                parameters.put(name, value);
            }
        });
        message.headers().forEach((name, values) -> {
            if (name.equals("x-amz-acl") || name.startsWith("x-amz-grant-")) {
                parameters.put(name, values.getFirst());
            }
        });
        body(parameters, message);
        return parameters;
    }

    private static void body(ObjectNode parameters, HttpMessage message) {
        String text = message.bodyText().strip();
        try {
            if (text.startsWith("<")) {
                Element root = XmlTree.parse(message.body());
                parameters.set(root.getTagName(), XmlJson.of(root));
            } else if (text.startsWith("{")) {
                parameters.set("bucketPolicy", JSON.readTree(text));
            }
        } catch (IllegalArgumentException | JsonProcessingException _) {
            // What S3 could not read is not shown; the error code says why.
        }
    }

    @Override
    public ObjectNode responseElements(TrailedCall call) {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public String userAgent(String header) {
        return "[" + header + "]";
    }

    @Override
    public void addTo(ObjectNode event, TrailedCall call) {
        event.putObject("additionalEventData")
                .put("SignatureVersion", "SigV4")
                .put("bytesTransferredIn", call.message().body().length)
                .put("AuthenticationMethod", "AuthHeader")
                .put("x-amz-id-2", call.requestId())
                .put("bytesTransferredOut", call.reply().body().length);
        String bucket = S3Address.of(call.message()).bucket();
        if (!bucket.isEmpty()) {
            event.putArray("resources")
                    .addObject()
                    .put("accountId", call.request().account())
                    .put("type", "AWS::S3::Bucket")
                    .put("ARN", "arn:aws:s3:::" + bucket);
        }
    }
}
