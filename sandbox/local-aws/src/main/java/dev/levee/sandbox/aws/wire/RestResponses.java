package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/// Spreads a response document over status, headers and body.
final class RestResponses {

    private static final byte[] NOTHING = {};

    private RestResponses() {}

    static Reply reply(
            HttpMessage request,
            ServiceModel.Shape shape,
            JsonNode response,
            Map<String, String> common,
            RestBody style) {
        Map<String, String> headers = new HashMap<>(common);
        for (SdkField<?> field : shape.response().sdkFields()) {
            JsonNode value = response.get(field.memberName());
            if (field.location() == MarshallLocation.HEADER && value != null && !value.isNull()) {
                header(headers, field, value);
            }
        }
        byte[] body = body(shape, response, style);
        if (body.length > 0) {
            headers.putIfAbsent("Content-Type", style.contentType());
        }
        return new Reply(status(request, shape, response, body), headers, body);
    }

    private static int status(HttpMessage request, ServiceModel.Shape shape, JsonNode response, byte[] body) {
        int usual = request.method().equals("DELETE") && body.length == 0 ? 204 : 200;
        return shape.response().sdkFields().stream()
                .filter(field -> field.location() == MarshallLocation.STATUS_CODE)
                .mapToInt(field -> response.path(field.memberName()).asInt(usual))
                .findFirst()
                .orElse(usual);
    }

    private static void header(Map<String, String> headers, SdkField<?> field, JsonNode value) {
        if (field.marshallingType().getKnownType() == MarshallingKnownType.MAP) {
            value.properties()
                    .forEach(entry -> headers.put(
                            field.locationName() + entry.getKey(),
                            entry.getValue().asText()));
        } else {
            headers.put(field.locationName(), Scalars.text(field, value, Format.RFC_822));
        }
    }

    private static byte[] body(ServiceModel.Shape shape, JsonNode response, RestBody style) {
        if (shape.streamsResponse()) {
            return Base64.getDecoder().decode(response.path("Body").asText());
        }
        List<SdkField<?>> members = shape.response().sdkFields().stream()
                .filter(field -> field.location() == MarshallLocation.PAYLOAD)
                .toList();
        if (members.isEmpty()) {
            return NOTHING;
        }
        return members.stream()
                .filter(field -> field.containsTrait(PayloadTrait.class))
                .findFirst()
                .map(payload -> payload(payload, response, style))
                .orElseGet(() -> style.write(shape, response));
    }

    private static byte[] payload(SdkField<?> field, JsonNode response, RestBody style) {
        JsonNode value = response.path(field.memberName());
        if (value.isMissingNode() || value.isNull()) {
            return NOTHING;
        }
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> style.write(field, value);
            case SDK_BYTES -> Base64.getDecoder().decode(value.asText());
            default -> value.asText().getBytes(StandardCharsets.UTF_8);
        };
    }
}
