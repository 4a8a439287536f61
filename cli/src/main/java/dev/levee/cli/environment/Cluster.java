package dev.levee.cli.environment;

import dev.levee.schemas.Registry;
import java.util.Map;

/// A Kafka cluster and the registry of its schemas.
///
/// @param kafka properties for any Kafka client; passwords may be among them
public record Cluster(Map<String, Object> kafka, Registry registry) {

    @Override
    public String toString() {
        return "Cluster[%s]".formatted(registry);
    }
}
