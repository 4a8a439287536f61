package dev.levee.sandbox.aws.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.modelled.Twist;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The metrics a stream is to report of each shard. `ALL` is short for every one.
public final class ShardMetrics {

    private static final String METRICS = "ShardLevelMetrics";

    private static final List<String> ALL = List.of(
            "IncomingBytes",
            "IncomingRecords",
            "OutgoingBytes",
            "OutgoingRecords",
            "WriteProvisionedThroughputExceeded",
            "ReadProvisionedThroughputExceeded",
            "IteratorAgeMilliseconds");

    private ShardMetrics() {}

    /// By operation.
    public static Map<String, Twist> twists() {
        return Map.of(
                "EnableEnhancedMonitoring", ShardMetrics::enable, "DisableEnhancedMonitoring", ShardMetrics::disable);
    }

    private static void enable(Request request, ObjectNode stream) {
        Set<String> metrics = names(monitoring(stream));
        metrics.addAll(asked(request));
        set(stream, metrics);
    }

    private static void disable(Request request, ObjectNode stream) {
        Set<String> metrics = names(monitoring(stream));
        metrics.removeAll(asked(request));
        set(stream, metrics);
    }

    private static Set<String> asked(Request request) {
        Set<String> asked = names(request.document());
        return asked.contains("ALL") ? Set.copyOf(ALL) : asked;
    }

    private static JsonNode monitoring(ObjectNode stream) {
        return stream.path("EnhancedMonitoring").path(0);
    }

    private static Set<String> names(JsonNode monitoring) {
        Set<String> names = new LinkedHashSet<>();
        monitoring.path(METRICS).forEach(name -> names.add(name.asText()));
        return names;
    }

    private static void set(ObjectNode stream, Set<String> metrics) {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        ALL.stream().filter(metrics::contains).forEach(names::add);
        stream.set("Desired", names);
    }
}
