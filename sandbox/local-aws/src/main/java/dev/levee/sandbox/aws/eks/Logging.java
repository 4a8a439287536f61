package dev.levee.sandbox.aws.eks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which logs of the control plane a cluster sends.
record Logging(Set<String> enabled) {

    private static final List<String> TYPES =
            List.of("api", "audit", "authenticator", "controllerManager", "scheduler");

    static Logging none() {
        return new Logging(Set.of());
    }

    static Logging of(JsonNode logging) {
        return none().with(logging);
    }

    /// What is not mentioned stays as it is.
    Logging with(JsonNode changes) {
        Set<String> types = new TreeSet<>(enabled);
        for (JsonNode setup : changes.path("clusterLogging")) {
            for (JsonNode type : setup.path("types")) {
                if (!TYPES.contains(type.asText())) {
                    throw EksService.invalid("Log type %s is not supported".formatted(type.asText()));
                }
                if (setup.path("enabled").asBoolean()) {
                    types.add(type.asText());
                } else {
                    types.remove(type.asText());
                }
            }
        }
        return new Logging(Set.copyOf(types));
    }

    /// One entry for what is sent and one for what is not, if there is any.
    ObjectNode document() {
        ObjectNode logging = JsonNodeFactory.instance.objectNode();
        ArrayNode setups = logging.putArray("clusterLogging");
        for (boolean on : List.of(true, false)) {
            List<String> types =
                    TYPES.stream().filter(type -> enabled.contains(type) == on).toList();
            if (!types.isEmpty()) {
                ObjectNode setup = setups.addObject();
                types.forEach(setup.putArray("types")::add);
                setup.put("enabled", on);
            }
        }
        return logging;
    }
}
