package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.w3c.dom.Element;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;

/// XML to documents.
final class XmlRequests {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private XmlRequests() {}

    static ObjectNode object(SdkPojo shape, Element element) {
        ObjectNode object = NODES.objectNode();
        for (SdkField<?> field : shape.sdkFields()) {
            if (field.containsTrait(XmlAttributeTrait.class)) {
                if (element.hasAttribute(field.locationName())) {
                    object.put(field.memberName(), element.getAttribute(field.locationName()));
                }
            } else if (field.location() == MarshallLocation.PAYLOAD) {
                List<Element> values = XmlTree.children(element, field.locationName());
                if (!values.isEmpty()) {
                    object.set(field.memberName(), value(field, values));
                }
            }
        }
        return object;
    }

    /// @param elements all of that name: more than one only for a flattened list
    private static JsonNode value(SdkField<?> field, List<Element> elements) {
        Element first = elements.getFirst();
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> object(field.constructor().get(), first);
            case LIST -> {
                ListTrait trait = field.getTrait(ListTrait.class);
                ArrayNode list = NODES.arrayNode();
                (trait.isFlattened() ? elements : XmlTree.children(first))
                        .forEach(element -> list.add(value(trait.memberFieldInfo(), List.of(element))));
                yield list;
            }
            case MAP -> {
                MapTrait trait = field.getTrait(MapTrait.class);
                yield map(trait, trait.isFlattened() ? elements : XmlTree.children(first));
            }
            default -> Scalars.node(field, first.getTextContent(), Format.ISO_8601);
        };
    }

    private static ObjectNode map(MapTrait trait, List<Element> entries) {
        ObjectNode map = NODES.objectNode();
        String keyName = Objects.requireNonNullElse(trait.keyLocationName(), "key");
        String valueName = Objects.requireNonNullElse(trait.valueLocationName(), "value");
        for (Element entry : entries) {
            List<Element> key = XmlTree.children(entry, keyName);
            List<Element> value = XmlTree.children(entry, valueName);
            if (!key.isEmpty() && !value.isEmpty()) {
                map.set(key.getFirst().getTextContent(), value(trait.valueFieldInfo(), value));
            }
        }
        return map;
    }
}
