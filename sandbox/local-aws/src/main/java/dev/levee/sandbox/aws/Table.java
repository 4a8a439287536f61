package dev.levee.sandbox.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Documents by id, in the order they were first put. Documents are copied in and out, so nobody holds a live one.
public final class Table {

    private final Map<String, ObjectNode> rows = new LinkedHashMap<>();

    Table() {}

    public synchronized Optional<ObjectNode> get(String id) {
        return Optional.ofNullable(rows.get(id)).map(ObjectNode::deepCopy);
    }

    public synchronized List<ObjectNode> all() {
        return rows.values().stream().map(ObjectNode::deepCopy).toList();
    }

    public synchronized void put(String id, ObjectNode row) {
        rows.put(id, row.deepCopy());
    }

    /// Returns false, and changes nothing, when the id is taken.
    public synchronized boolean create(String id, ObjectNode row) {
        return rows.putIfAbsent(id, row.deepCopy()) == null;
    }

    /// Changes a row atomically and returns it as changed; empty when there is none. A change that throws changes
    /// nothing.
    public synchronized Optional<ObjectNode> update(String id, Consumer<ObjectNode> change) {
        Optional<ObjectNode> row = get(id);
        row.ifPresent(changed -> {
            change.accept(changed);
            put(id, changed);
        });
        return row;
    }

    /// Returns the row that was removed.
    public synchronized Optional<ObjectNode> remove(String id) {
        return Optional.ofNullable(rows.remove(id));
    }
}
