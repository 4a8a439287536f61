package dev.levee.executor.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/// docs/reference/api.yaml, for holding answers against it.
public final class ApiDocument {

    private static final Path FILE = Path.of("../docs/reference/api.yaml");

    private final JsonNode root;

    public ApiDocument() {
        try {
            root = new YAMLMapper().readTree(FILE.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `get /v1/findings`, and so on.
    public Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> operations.add(method + " " + path.getKey())));
        return operations;
    }

    /// Every member of the answer is described, and every member that is promised is there.
    public void describes(String schema, JsonNode answer) {
        JsonNode described = root.path("components").path("schemas").path(schema);
        Set<String> known = names(described.path("properties"));
        Set<String> promised = new TreeSet<>();
        described.path("required").forEach(name -> promised.add(name.asText()));

        assertThat(names(answer)).as(schema).containsAll(promised).isSubsetOf(known);
    }

    /// What the document says a refusal with this status may be answered to.
    public boolean foresees(String operation, int status) {
        String[] parts = operation.split(" ", 2);
        return root.path("paths")
                .path(parts[1])
                .path(parts[0])
                .path("responses")
                .has(Integer.toString(status));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
