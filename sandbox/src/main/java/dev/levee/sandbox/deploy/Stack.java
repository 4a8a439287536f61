package dev.levee.sandbox.deploy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a template made in one region of an account.
public final class Stack {

    private final Cloud cloud;
    private final Map<String, String> outputs = new LinkedHashMap<>();

    Stack(Cloud cloud) {
        this.cloud = cloud;
    }

    void output(String name, String value) {
        outputs.put(name, value);
    }

    /// @throws IllegalArgumentException if the stack has no such output here
    public String output(String name) {
        return Optional.ofNullable(outputs.get(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the stack has no output %s; it has %s".formatted(name, outputs.keySet())));
    }

    public Map<String, String> outputs() {
        return Map.copyOf(outputs);
    }

    /// Deletes every resource, the last one first; what somebody has deleted already is passed over.
    public void delete() {
        cloud.undo();
    }
}
