package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/// Bodies in JSON.
final class JsonBody implements RestBody {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public ObjectNode read(SdkPojo shape, byte[] body) {
        try {
            return JsonShapes.read(shape, JSON.readTree(body));
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    @Override
    public byte[] write(ServiceModel.Shape shape, JsonNode response) {
        return bytes(JsonShapes.write(shape.response(), response));
    }

    @Override
    public byte[] write(SdkField<?> payload, JsonNode value) {
        return bytes(JsonShapes.write(payload.constructor().get(), value));
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
