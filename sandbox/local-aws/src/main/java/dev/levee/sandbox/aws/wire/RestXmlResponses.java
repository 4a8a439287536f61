package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/// Spreads a response document over headers and body.
final class RestXmlResponses {

    private static final Map<String, String> NAMESPACE = Map.of("xmlns", "http://s3.amazonaws.com/doc/2006-03-01/");
    private static final byte[] NOTHING = {};

    private RestXmlResponses() {}

    static Reply reply(HttpMessage request, ServiceModel.Shape shape, JsonNode response, Map<String, String> common) {
        Map<String, String> headers = new HashMap<>(common);
        for (SdkField<?> field : shape.response().sdkFields()) {
            JsonNode value = response.get(field.memberName());
            if (field.location() == MarshallLocation.HEADER && value != null && !value.isNull()) {
                header(headers, field, value);
            }
        }
        byte[] body = body(shape, response);
        if (body.length > 0) {
            headers.putIfAbsent("Content-Type", "application/xml");
        }
        int status = request.method().equals("DELETE") ? 204 : 200;
        return new Reply(status, headers, body);
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

    private static byte[] body(ServiceModel.Shape shape, JsonNode response) {
        if (shape.streamsResponse()) {
            return Base64.getDecoder().decode(response.path("Body").asText());
        }
        List<SdkField<?>> members = shape.response().sdkFields().stream()
                .filter(field -> field.location() == MarshallLocation.PAYLOAD)
                .toList();
        if (members.isEmpty()) {
            return NOTHING;
        }
        if (shape.name().equals("GetBucketLocation")) {
            return location(response);
        }
        Optional<SdkField<?>> payload = members.stream()
                .filter(field -> field.containsTrait(PayloadTrait.class))
                .findFirst();
        if (payload.isPresent()) {
            return payload(payload.get(), response);
        }
        return root(shape, response);
    }

    private static byte[] payload(SdkField<?> field, JsonNode response) {
        JsonNode value = response.path(field.memberName());
        if (value.isMissingNode() || value.isNull()) {
            return NOTHING;
        }
        if (field.marshallingType().getKnownType() != MarshallingKnownType.SDK_POJO) {
            return value.asText().getBytes(StandardCharsets.UTF_8);
        }
        XmlText xml = new XmlText();
        xml.open(field.unmarshallLocationName(), NAMESPACE);
        XmlShapes.write(xml, field.constructor().get(), value);
        xml.close(field.unmarshallLocationName());
        return bytes(xml);
    }

    private static byte[] root(ServiceModel.Shape shape, JsonNode response) {
        XmlText xml = new XmlText();
        xml.open(shape.name() + "Result", NAMESPACE);
        XmlShapes.write(xml, shape.response(), response);
        xml.close(shape.name() + "Result");
        return bytes(xml);
    }

    /// The one answer whose only member is the root itself.
    private static byte[] location(JsonNode response) {
        XmlText xml = new XmlText();
        xml.element(
                "LocationConstraint",
                NAMESPACE,
                response.path("LocationConstraint").asText());
        return bytes(xml);
    }

    private static byte[] bytes(XmlText xml) {
        return xml.toString().getBytes(StandardCharsets.UTF_8);
    }
}
