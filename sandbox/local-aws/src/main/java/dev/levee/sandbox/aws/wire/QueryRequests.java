package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/// Form parameters to documents, for the query protocols.
final class QueryRequests {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private QueryRequests() {}

    static ObjectNode object(SdkPojo shape, FormTree form) {
        ObjectNode object = NODES.objectNode();
        for (SdkField<?> field : shape.sdkFields()) {
            FormTree value = form.children().get(field.locationName());
            if (value != null) {
                object.set(field.memberName(), value(field, value));
            }
        }
        return object;
    }

    private static JsonNode value(SdkField<?> field, FormTree form) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> object(field.constructor().get(), form);
            case LIST -> {
                ArrayNode list = NODES.arrayNode();
                SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
                form.elements().forEach(element -> list.add(value(member, element)));
                yield list;
            }
            case MAP -> map(field.getTrait(MapTrait.class), form);
            default -> Scalars.node(field, form.value(), Format.ISO_8601);
        };
    }

    private static ObjectNode map(MapTrait trait, FormTree form) {
        ObjectNode map = NODES.objectNode();
        String keyName = Objects.requireNonNullElse(trait.keyLocationName(), "key");
        String valueName = Objects.requireNonNullElse(trait.valueLocationName(), "value");
        for (FormTree entry : form.elements()) {
            FormTree key = entry.children().get(keyName);
            FormTree value = entry.children().get(valueName);
            if (key != null && value != null) {
                map.set(key.value(), value(trait.valueFieldInfo(), value));
            }
        }
        return map;
    }
}
