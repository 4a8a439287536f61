package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/// Collects a request document from path, query, headers and body.
final class RestRequests {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final HttpMessage message;
    private final Map<String, String> variables;
    private final RestBody body;

    /// @param variables what the path says
    RestRequests(HttpMessage message, Map<String, String> variables, RestBody body) {
        this.message = message;
        this.variables = variables;
        this.body = body;
    }

    ObjectNode document(ServiceModel.Shape shape) {
        ObjectNode document = NODES.objectNode();
        for (SdkField<?> field : shape.request().sdkFields()) {
            value(field).ifPresent(value -> document.set(field.memberName(), value));
        }
        if (shape.binding().hasStreamingInput()) {
            document.put("Body", Base64.getEncoder().encodeToString(message.body()));
        } else if (!shape.binding().hasExplicitPayloadMember() && message.body().length > 0) {
            document.setAll(body.read(shape.request(), message.body()));
        }
        return document;
    }

    private Optional<JsonNode> value(SdkField<?> field) {
        return switch (field.location()) {
            case PATH, GREEDY_PATH ->
                Optional.ofNullable(variables.get(field.locationName()))
                        .map(text -> Scalars.node(field, text, Format.ISO_8601));
            case QUERY_PARAM -> query(field);
            case HEADER -> header(field);
            case PAYLOAD -> payload(field);
            default -> Optional.empty();
        };
    }

    private Optional<JsonNode> query(SdkField<?> field) {
        List<String> values = message.query(field.locationName());
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (field.marshallingType().getKnownType() == MarshallingKnownType.LIST) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            ArrayNode list = NODES.arrayNode();
            values.forEach(value -> list.add(Scalars.node(member, value, Format.ISO_8601)));
            return Optional.of(list);
        }
        return Optional.of(Scalars.node(field, values.getLast(), Format.ISO_8601));
    }

    private Optional<JsonNode> header(SdkField<?> field) {
        String name = field.locationName().toLowerCase(Locale.ROOT);
        if (field.marshallingType().getKnownType() == MarshallingKnownType.MAP) {
            ObjectNode map = NODES.objectNode();
            message.headers().forEach((header, values) -> {
                if (header.startsWith(name)) {
                    map.put(header.substring(name.length()), values.getFirst());
                }
            });
            return map.isEmpty() ? Optional.empty() : Optional.of(map);
        }
        if (field.marshallingType().getKnownType() == MarshallingKnownType.LIST) {
            ArrayNode list = NODES.arrayNode();
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            message.headers().getOrDefault(name, List.of()).stream()
                    .flatMap(value -> Arrays.stream(value.split(",", -1)))
                    .forEach(value -> list.add(Scalars.node(member, value.strip(), Format.RFC_822)));
            return list.isEmpty() ? Optional.empty() : Optional.of(list);
        }
        return message.header(name).map(text -> Scalars.node(field, text, Format.RFC_822));
    }

    private Optional<JsonNode> payload(SdkField<?> field) {
        if (!field.containsTrait(PayloadTrait.class) || message.body().length == 0) {
            return Optional.empty();
        }
        return Optional.of(
                switch (field.marshallingType().getKnownType()) {
                    case SDK_POJO -> body.read(field.constructor().get(), message.body());
                    case SDK_BYTES -> NODES.textNode(Base64.getEncoder().encodeToString(message.body()));
                    default -> NODES.textNode(message.bodyText());
                });
    }
}
