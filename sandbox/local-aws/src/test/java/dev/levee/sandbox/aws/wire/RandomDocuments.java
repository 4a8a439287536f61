package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;

/// Documents that fit a shape, with as many different values as the wire can carry. Never an empty list or object: on
/// some wires they cannot be told from an absent one.
final class RandomDocuments {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 4;
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String ANY = PLAIN + " &<>\"'+%=/?#.:;,\n*~[]{}äß€日𝄞";

    private final Random random;
    private final Set<String> without;

    RandomDocuments(long seed, Set<String> without) {
        this.random = new Random(seed);
        this.without = without;
    }

    ObjectNode of(SdkPojo shape) {
        return object(shape, 0);
    }

    private ObjectNode object(SdkPojo shape, int depth) {
        ObjectNode object = NODES.objectNode();
        for (SdkField<?> field : shape.sdkFields()) {
            if (!without.contains(field.memberName())) {
                // The SDK does not escape attributes.
                boolean body =
                        field.location() == MarshallLocation.PAYLOAD && !field.containsTrait(XmlAttributeTrait.class);
                value(field, body, depth).ifPresent(value -> object.set(field.memberName(), value));
            }
        }
        return object;
    }

    /// @param any whether text may hold any character: only in a body
    private Optional<JsonNode> value(SdkField<?> field, boolean any, int depth) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> Optional.of(NODES.textNode(text(any)));
            case BOOLEAN -> Optional.of(NODES.booleanNode(random.nextBoolean()));
            case INTEGER -> Optional.of(NODES.numberNode(random.nextInt()));
            case LONG -> Optional.of(NODES.numberNode(random.nextLong()));
            case FLOAT -> Optional.of(NODES.numberNode(random.nextInt(1000) / 8f));
            case DOUBLE -> Optional.of(NODES.numberNode(random.nextInt(1_000_000) / 16d));
            case INSTANT ->
                Optional.of(NODES.textNode(
                        Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE)).toString()));
            case SDK_BYTES ->
                Optional.of(NODES.textNode(
                        Base64.getEncoder().encodeToString(text(true).getBytes(StandardCharsets.UTF_8))));
            case SDK_POJO ->
                depth >= DEEPEST && !field.containsTrait(RequiredTrait.class)
                        ? Optional.empty()
                        : Optional.of(object(field.constructor().get(), depth + 1))
                                .filter(o -> !o.isEmpty())
                                .map(JsonNode.class::cast);
            case LIST -> list(field, any, depth);
            case MAP -> map(field, any, depth);
            case DOCUMENT -> Optional.empty(); // the cloud API cannot hold any
            default -> throw new IllegalStateException("no idea of " + field.memberName());
        };
    }

    private Optional<JsonNode> list(SdkField<?> field, boolean any, int depth) {
        ArrayNode list = NODES.arrayNode();
        for (int i = random.nextInt(2); i >= 0; i--) {
            value(field.getTrait(ListTrait.class).memberFieldInfo(), any, depth).ifPresent(list::add);
        }
        return list.isEmpty() ? Optional.empty() : Optional.of(list);
    }

    private Optional<JsonNode> map(SdkField<?> field, boolean any, int depth) {
        ObjectNode map = NODES.objectNode();
        for (int i = random.nextInt(2); i >= 0; i--) {
            String key = text(false);
            value(field.getTrait(MapTrait.class).valueFieldInfo(), any, depth).ifPresent(value -> map.set(key, value));
        }
        return map.isEmpty() ? Optional.empty() : Optional.of(map);
    }

    private String text(boolean any) {
        int[] alphabet = (any ? ANY : PLAIN).codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(12); i >= 0; i--) {
            text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return "x" + text + "x";
    }
}
