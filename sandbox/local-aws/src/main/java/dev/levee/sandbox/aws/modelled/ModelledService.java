package dev.levee.sandbox.aws.modelled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.OperationTable;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.modelled.ModelledOperation.Verb;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A service whose file in `operations/` says what it does: see the README there.
public final class ModelledService implements AwsService {

    private final String name;
    private final Map<String, Operation> operations;

    public ModelledService(String name, Store store) {
        this(name, store, Map.of());
    }

    /// @param twists by operation
    public ModelledService(String name, Store store, Map<String, Twist> twists) {
        this(name, store, OperationTable.read(name), twists);
    }

    /// @throws IllegalStateException if an operation is about a kind the file does not describe
    ModelledService(String name, Store store, JsonNode file, Map<String, Twist> twists) {
        this.name = name;
        Map<String, Operation> operations = new HashMap<>();
        file.properties().forEach(entry -> {
            for (Verb verb : Verb.values()) {
                JsonNode kind = entry.getValue().path(verb.name().toLowerCase(Locale.ROOT));
                if (kind.isTextual()) {
                    Twist twist = twists.getOrDefault(entry.getKey(), (_, _) -> {});
                    operations.put(entry.getKey(), operation(store, file, verb, entry.getValue(), twist));
                }
            }
        });
        this.operations = Map.copyOf(operations);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, Operation> operations() {
        return operations;
    }

    private Operation operation(Store store, JsonNode file, Verb verb, JsonNode entry, Twist twist) {
        String kindName = entry.path(verb.name().toLowerCase(Locale.ROOT)).asText();
        JsonNode kind = file.path("kinds").path(kindName);
        if (!kind.isObject()) {
            throw new IllegalStateException("operations/%s.yaml has no kind %s".formatted(name, kindName));
        }
        ObjectNode spec = kind.deepCopy();
        spec.setAll((ObjectNode) entry);
        return new ModelledOperation(verb, kind(store, name + ":" + kindName, kind), spec, twist);
    }

    private static Kind kind(Store store, String name, JsonNode kind) {
        List<String> names =
                kind.path("names").valueStream().map(JsonNode::asText).toList();
        List<JsonNode> first = kind.path("rows").valueStream().toList();
        if (names.isEmpty()) {
            first = List.of(kind.has("new") ? kind.get("new") : JsonNodeFactory.instance.objectNode());
        }
        return new Kind(store, name, names, kind.path("per").asText().equals("account"), first);
    }
}
