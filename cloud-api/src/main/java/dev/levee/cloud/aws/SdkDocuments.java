package dev.levee.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/// The SDK's objects as documents and back, by the API's own member names: timestamps as ISO-8601, blobs as Base64.
public final class SdkDocuments {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SdkDocuments() {}

    /// Fills a builder and builds it. Null members are as good as absent.
    ///
    /// @param path how a complaint starts, e.g. `s3:PutBucketEncryption`
    /// @throws IllegalArgumentException naming the path of a member that is unknown or of another type
    public static SdkPojo object(SdkPojo builder, JsonNode document, String path) {
        if (!document.isObject()) {
            throw wrong(path, "an object", document);
        }
        document.properties().forEach(member -> {
            String memberPath = path + "." + member.getKey();
            SdkField<?> field = field(builder, member.getKey(), memberPath);
            if (!member.getValue().isNull()) {
                field.set(builder, value(field, member.getValue(), memberPath));
            }
        });
        return (SdkPojo) ((Buildable) builder).build();
    }

    /// What is set in the object. Lists and maps that were never set are left out; empty ones are kept.
    public static ObjectNode document(SdkPojo object) {
        ObjectNode document = NODES.objectNode();
        for (SdkField<?> field : object.sdkFields()) {
            Object value = field.getValueOrDefault(object);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                document.set(field.memberName(), node(value));
            }
        }
        return document;
    }

    private static SdkField<?> field(SdkPojo builder, String name, String path) {
        return builder.sdkFields().stream()
                .filter(field -> field.memberName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("AWS has no member " + path));
    }

    private static @Nullable Object value(SdkField<?> field, JsonNode node, String path) {
        MarshallingKnownType type = field.marshallingType().getKnownType();
        return switch (type) {
            case STRING -> checked(node.isValueNode(), node, "text", path).asText();
            case BOOLEAN ->
                checked(node.isBoolean(), node, "true or false", path).booleanValue();
            case INTEGER ->
                checked(node.canConvertToInt() && whole(node), node, "a whole number", path)
                        .intValue();
            case LONG ->
                checked(node.canConvertToLong() && whole(node), node, "a whole number", path)
                        .longValue();
            case DOUBLE -> checked(node.isNumber(), node, "a number", path).doubleValue();
            case FLOAT -> checked(node.isNumber(), node, "a number", path).floatValue();
            case INSTANT -> instant(node, path);
            case SDK_BYTES -> bytes(node, path);
            case SDK_POJO -> object(field.constructor().get(), node, path);
            case LIST -> list(field.getTrait(ListTrait.class).memberFieldInfo(), node, path);
            case MAP -> map(field.getTrait(MapTrait.class).valueFieldInfo(), node, path);
            default ->
                throw new IllegalArgumentException("%s is of a type documents cannot hold: %s".formatted(path, type));
        };
    }

    private static boolean whole(JsonNode node) {
        return node.isNumber() && node.decimalValue().stripTrailingZeros().scale() <= 0;
    }

    private static List<@Nullable Object> list(SdkField<?> member, JsonNode node, String path) {
        checked(node.isArray(), node, "a list", path);
        List<@Nullable Object> values = new ArrayList<>();
        for (JsonNode element : node) {
            values.add(value(member, element, "%s[%d]".formatted(path, values.size())));
        }
        return values;
    }

    private static Map<String, @Nullable Object> map(SdkField<?> member, JsonNode node, String path) {
        checked(node.isObject(), node, "an object", path);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        node.properties()
                .forEach(entry ->
                        values.put(entry.getKey(), value(member, entry.getValue(), path + "." + entry.getKey())));
        return values;
    }

    private static Instant instant(JsonNode node, String path) {
        try {
            return Instant.parse(node.asText());
        } catch (DateTimeException _) {
            throw wrong(path, "a time like 2026-11-01T08:00:00Z", node);
        }
    }

    private static SdkBytes bytes(JsonNode node, String path) {
        try {
            return SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(node.asText()));
        } catch (IllegalArgumentException _) {
            throw wrong(path, "Base64", node);
        }
    }

    private static JsonNode checked(boolean fits, JsonNode node, String expected, String path) {
        if (!fits) {
            throw wrong(path, expected, node);
        }
        return node;
    }

    /// Says the type only: the value may be a secret.
    private static IllegalArgumentException wrong(String path, String expected, JsonNode node) {
        return new IllegalArgumentException("%s must be %s, not %s"
                .formatted(path, expected, node.getNodeType().name().toLowerCase(Locale.ROOT)));
    }

    private static JsonNode node(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case SdkPojo object -> document(object);
            case Collection<?> list -> {
                ArrayNode nodes = NODES.arrayNode();
                list.forEach(element -> nodes.add(node(element)));
                yield nodes;
            }
            case Map<?, ?> map -> {
                ObjectNode nodes = NODES.objectNode();
                map.forEach((key, element) -> nodes.set(String.valueOf(key), node(element)));
                yield nodes;
            }
            case Boolean truth -> NODES.booleanNode(truth);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Float number -> NODES.numberNode(number);
            case Double number -> NODES.numberNode(number);
            case SdkBytes bytes -> NODES.textNode(Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()));
            default -> NODES.textNode(value.toString());
        };
    }
}
