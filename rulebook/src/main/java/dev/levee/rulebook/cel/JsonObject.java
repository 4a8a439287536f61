package dev.levee.rulebook.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import dev.cel.common.values.SelectableValue;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A JSON object as CEL sees it.
///
/// CEL walks through the whole of an ordinary map, down to the leaves, whenever an expression names a variable or takes
/// an optional member: for a CloudTrail record that costs many times what the expression does. Values of its own it
/// takes as they are, which is why this is one.
@SuppressWarnings("Immutable") // The node is given away by nobody and changed by nobody.
final class JsonObject extends CelValue implements SelectableValue<Object>, Map<Object, Object> {

    private static final CelType TYPE = MapType.create(SimpleType.DYN, SimpleType.DYN);

    private final ObjectNode node;
    private final Map<Object, Object> view;

    JsonObject(ObjectNode node) {
        this.node = node;
        this.view = new View(node);
    }

    ObjectNode node() {
        return node;
    }

    @Override
    public Object value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return node.isEmpty();
    }

    @Override
    public CelType celType() {
        return TYPE;
    }

    @Override
    public Object select(Object member) {
        return find(member).orElseThrow(() -> CelAttributeNotFoundException.forMissingMapKey(String.valueOf(member)));
    }

    @Override
    public Optional<Object> find(Object member) {
        return Optional.ofNullable(view.get(member));
    }

    @Override
    public int size() {
        return node.size();
    }

    @Override
    public boolean isEmpty() {
        return node.isEmpty();
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return view.containsKey(key);
    }

    @Override
    public boolean containsValue(@Nullable Object value) {
        return view.containsValue(value);
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        return view.get(key);
    }

    @Override
    public Set<Object> keySet() {
        return view.keySet();
    }

    @Override
    public Collection<Object> values() {
        return view.values();
    }

    @Override
    public Set<Entry<Object, Object>> entrySet() {
        return view.entrySet();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonObject json ? node.equals(json.node) : view.equals(other);
    }

    @Override
    public int hashCode() {
        return view.hashCode();
    }

    @Override
    public String toString() {
        return node.toString();
    }

    @Override
    public @Nullable Object put(Object key, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Object remove(@Nullable Object key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putAll(Map<?, ?> map) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException();
    }

    private static final class View extends AbstractMap<Object, Object> {

        private final ObjectNode node;

        View(ObjectNode node) {
            this.node = node;
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return key instanceof String name && node.has(name);
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            JsonNode value = key instanceof String name ? node.get(name) : null;
            return value == null ? null : CelValues.of(value);
        }

        @Override
        public Set<Entry<Object, Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<Object, Object>> iterator() {
                    return node.properties().stream()
                            .map(entry -> Map.<Object, Object>entry(entry.getKey(), CelValues.of(entry.getValue())))
                            .iterator();
                }

                @Override
                public int size() {
                    return node.size();
                }
            };
        }
    }
}
