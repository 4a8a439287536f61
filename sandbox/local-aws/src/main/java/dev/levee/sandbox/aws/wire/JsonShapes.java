package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/// Documents and the JSON on the wire differ in timestamps, and here and there in a name.
final class JsonShapes {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// @param reads whether from the wire, not to it
    /// @param times how this wire writes timestamps, unless the field says otherwise
    private record Way(boolean reads, Format times) {}

    private JsonShapes() {}

    static ObjectNode read(SdkPojo shape, JsonNode wire) {
        return read(shape, wire, Format.UNIX_TIMESTAMP);
    }

    static ObjectNode read(SdkPojo shape, JsonNode wire, Format times) {
        return object(shape, wire, new Way(true, times));
    }

    static ObjectNode write(SdkPojo shape, JsonNode document) {
        return write(shape, document, Format.UNIX_TIMESTAMP);
    }

    static ObjectNode write(SdkPojo shape, JsonNode document, Format times) {
        return object(shape, document, new Way(false, times));
    }

    private static ObjectNode object(SdkPojo shape, JsonNode from, Way way) {
        ObjectNode to = NODES.objectNode();
        for (SdkField<?> field : shape.sdkFields()) {
            JsonNode value = from.get(way.reads() ? field.locationName() : field.memberName());
            if (field.location() == MarshallLocation.PAYLOAD && value != null && !value.isNull()) {
                to.set(way.reads() ? field.memberName() : field.locationName(), value(field, value, way));
            }
        }
        return to;
    }

    private static JsonNode value(SdkField<?> field, JsonNode value, Way way) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> object(field.constructor().get(), value, way);
            case LIST -> {
                ArrayNode list = NODES.arrayNode();
                SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
                value.forEach(element -> list.add(value(member, element, way)));
                yield list;
            }
            case MAP -> {
                ObjectNode map = NODES.objectNode();
                SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
                value.properties().forEach(entry -> map.set(entry.getKey(), value(member, entry.getValue(), way)));
                yield map;
            }
            case INSTANT -> instant(field, value, way);
            case LONG -> NODES.numberNode(value.asLong());
            case FLOAT -> NODES.numberNode((float) value.asDouble());
            case DOUBLE -> NODES.numberNode(value.asDouble());
            case SDK_BYTES -> bytes(value, way);
            default -> value;
        };
    }

    private static JsonNode instant(SdkField<?> field, JsonNode value, Way way) {
        if (way.reads()) {
            return Scalars.node(field, value.asText(), way.times());
        }
        Instant time = Instant.parse(value.asText());
        return switch (Scalars.format(field, way.times())) {
            case UNIX_TIMESTAMP -> NODES.numberNode(BigDecimal.valueOf(time.toEpochMilli(), 3));
            case UNIX_TIMESTAMP_MILLIS -> NODES.numberNode(time.toEpochMilli());
            default -> NODES.textNode(Scalars.text(field, value, way.times()));
        };
    }

    /// Text in JSON, bytes in CBOR; the mapper knows.
    private static JsonNode bytes(JsonNode value, Way way) {
        return way.reads()
                ? NODES.textNode(value.asText())
                : NODES.binaryNode(Base64.getDecoder().decode(value.asText()));
    }
}
