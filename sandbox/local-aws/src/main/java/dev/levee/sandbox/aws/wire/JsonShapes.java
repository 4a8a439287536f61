package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/// Documents and the JSON on the wire differ in timestamps, and here and there in a name.
final class JsonShapes {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private enum Direction {
        READ,
        WRITE
    }

    private JsonShapes() {}

    static ObjectNode read(SdkPojo shape, JsonNode wire) {
        return object(shape, wire, Direction.READ);
    }

    static ObjectNode write(SdkPojo shape, JsonNode document) {
        return object(shape, document, Direction.WRITE);
    }

    private static ObjectNode object(SdkPojo shape, JsonNode from, Direction direction) {
        ObjectNode to = NODES.objectNode();
        for (SdkField<?> field : shape.sdkFields()) {
            boolean reads = direction == Direction.READ;
            JsonNode value = from.get(reads ? field.locationName() : field.memberName());
            if (value != null && !value.isNull()) {
                to.set(reads ? field.memberName() : field.locationName(), value(field, value, direction));
            }
        }
        return to;
    }

    private static JsonNode value(SdkField<?> field, JsonNode value, Direction direction) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> object(field.constructor().get(), value, direction);
            case LIST -> {
                ArrayNode list = NODES.arrayNode();
                SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
                value.forEach(element -> list.add(value(member, element, direction)));
                yield list;
            }
            case MAP -> {
                ObjectNode map = NODES.objectNode();
                SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
                value.properties()
                        .forEach(entry -> map.set(entry.getKey(), value(member, entry.getValue(), direction)));
                yield map;
            }
            case INSTANT -> instant(field, value, direction);
            case LONG -> NODES.numberNode(value.asLong());
            case FLOAT -> NODES.numberNode((float) value.asDouble());
            case DOUBLE -> NODES.numberNode(value.asDouble());
            default -> value;
        };
    }

    private static JsonNode instant(SdkField<?> field, JsonNode value, Direction direction) {
        if (direction == Direction.READ) {
            return Scalars.node(field, value.asText(), Format.UNIX_TIMESTAMP);
        }
        if (Scalars.format(field, Format.UNIX_TIMESTAMP) != Format.UNIX_TIMESTAMP) {
            return NODES.textNode(Scalars.text(field, value, Format.UNIX_TIMESTAMP));
        }
        return NODES.numberNode(BigDecimal.valueOf(Instant.parse(value.asText()).toEpochMilli(), 3));
    }
}
