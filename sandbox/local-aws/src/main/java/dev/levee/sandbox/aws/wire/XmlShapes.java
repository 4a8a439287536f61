package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;

/// Documents as XML, in the names responses use.
final class XmlShapes {

    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private XmlShapes() {}

    /// Writes what the document has of the shape into the element that is open.
    static void write(XmlText xml, SdkPojo shape, JsonNode document) {
        for (SdkField<?> field : shape.sdkFields()) {
            JsonNode value = document.get(field.memberName());
            if (value != null
                    && !value.isNull()
                    && field.location() == MarshallLocation.PAYLOAD
                    && !field.containsTrait(XmlAttributeTrait.class)) {
                member(xml, field.unmarshallLocationName(), field, value);
            }
        }
    }

    private static void member(XmlText xml, String name, SdkField<?> field, JsonNode value) {
        ListTrait list = field.getTrait(ListTrait.class);
        MapTrait map = field.getTrait(MapTrait.class);
        if (list != null && list.isFlattened()) {
            value.forEach(element -> member(xml, name, list.memberFieldInfo(), element));
        } else if (list != null) {
            String member = Objects.requireNonNullElse(list.memberLocationName(), "member");
            xml.open(name);
            value.forEach(element -> member(xml, member, list.memberFieldInfo(), element));
            xml.close(name);
        } else if (map != null) {
            map(xml, name, map, value);
        } else if (field.marshallingType().getKnownType() == MarshallingKnownType.SDK_POJO) {
            SdkPojo shape = field.constructor().get();
            xml.open(name, attributes(shape, value));
            write(xml, shape, value);
            xml.close(name);
        } else {
            xml.element(name, Scalars.text(field, value, Format.ISO_8601));
        }
    }

    private static void map(XmlText xml, String name, MapTrait trait, JsonNode value) {
        String entry = trait.isFlattened() ? name : "entry";
        if (!trait.isFlattened()) {
            xml.open(name);
        }
        value.properties().forEach(property -> {
            xml.open(entry);
            xml.element(Objects.requireNonNullElse(trait.keyLocationName(), "key"), property.getKey());
            String valueName = Objects.requireNonNullElse(trait.valueLocationName(), "value");
            member(xml, valueName, trait.valueFieldInfo(), property.getValue());
            xml.close(entry);
        });
        if (!trait.isFlattened()) {
            xml.close(name);
        }
    }

    private static Map<String, String> attributes(SdkPojo shape, JsonNode document) {
        Optional<SdkField<?>> attribute = shape.sdkFields().stream()
                .filter(field ->
                        field.containsTrait(XmlAttributeTrait.class) && document.hasNonNull(field.memberName()))
                .findFirst();
        return attribute
                .map(field -> Map.of(
                        "xmlns:xsi",
                        XSI,
                        field.unmarshallLocationName(),
                        document.path(field.memberName()).asText()))
                .orElse(Map.of());
    }
}
