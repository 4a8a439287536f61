package dev.levee.rulebook.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.common.values.NullValue;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;

/// JSON as CEL sees it, and back. JSON is looked at, not copied: an expression costs what it touches.
///
/// CEL knows 64-bit integers only, and takes a Java `null` for "unknown" instead of null.
final class CelValues {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private CelValues() {}

    static Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> new JsonObject((ObjectNode) node);
            case ARRAY -> new ArrayView((ArrayNode) node);
            case STRING -> node.asText();
            case BOOLEAN -> node.booleanValue();
            case NUMBER ->
                node.isIntegralNumber() && node.canConvertToLong()
                        ? (Object) node.longValue()
                        : (Object) node.doubleValue();
            case NULL, MISSING -> NullValue.NULL_VALUE;
            case BINARY, POJO -> throw new IllegalArgumentException("parsed JSON has no " + node.getNodeType());
        };
    }

    /// Empty for an optional without a value; such a member or item is left out of its map or list, too.
    static Optional<JsonNode> toJson(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.flatMap(CelValues::toJson);
            case JsonObject object -> Optional.of(object.node());
            case ArrayView view -> Optional.of(view.node);
            case Map<?, ?> map -> Optional.of(object(map));
            case Collection<?> list -> Optional.of(array(list));
            case String text -> Optional.of(JSON.textNode(text));
            case Boolean bool -> Optional.of(JSON.booleanNode(bool));
            case Long number -> Optional.of(JSON.numberNode(number));
            case Double number -> Optional.of(JSON.numberNode(number));
            case NullValue _ -> Optional.of(JSON.nullNode());
            default ->
                throw new IllegalArgumentException("a value of type "
                        + value.getClass().getSimpleName() + " has no JSON form; convert it, e.g. with string(…)");
        };
    }

    private static ObjectNode object(Map<?, ?> map) {
        ObjectNode object = JSON.objectNode();
        map.forEach((key, value) -> toJson(value).ifPresent(json -> object.set(String.valueOf(key), json)));
        return object;
    }

    private static ArrayNode array(Collection<?> list) {
        ArrayNode array = JSON.arrayNode();
        list.forEach(item -> toJson(item).ifPresent(array::add));
        return array;
    }

    private static final class ArrayView extends AbstractList<Object> implements RandomAccess {

        private final ArrayNode node;

        ArrayView(ArrayNode node) {
            this.node = node;
        }

        @Override
        public Object get(int index) {
            JsonNode item = node.get(index);
            if (item == null) {
                throw new IndexOutOfBoundsException(index);
            }
            return of(item);
        }

        @Override
        public int size() {
            return node.size();
        }
    }
}
