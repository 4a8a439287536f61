package dev.levee.sandbox.deploy;

import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudCall;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a template made in one region of an account.
public final class Stack {

    private static final Logger log = LoggerFactory.getLogger(Stack.class);

    private final Cloud cloud;
    private final Deque<Made> resources = new ArrayDeque<>();
    private final Map<String, String> outputs = new LinkedHashMap<>();

    Stack(Cloud cloud) {
        this.cloud = cloud;
    }

    void add(Made resource) {
        resources.push(resource);
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
        while (!resources.isEmpty()) {
            resources.pop().undo().forEach(this::undo);
        }
    }

    private void undo(CloudCall call) {
        if (cloud.call(call) instanceof CloudAnswer.Failure failure) {
            log.atWarn()
                    .addKeyValue("operation", call.operation())
                    .addKeyValue("error", failure.code())
                    .log("not deleted");
        }
    }
}
