package dev.levee.cli;

import dev.levee.schemas.Registry;
import dev.levee.service.Environment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The Kafka cluster and the registry that the environment names, as for any service: `LEVEE_KAFKA_…`,
/// `LEVEE_REGISTRY_…`.
record Cluster(Map<String, Object> kafka, Registry registry) {

    /// @throws dev.levee.service.ConfigurationException naming the variables that are missing
    static Cluster fromEnvironment() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.keySet().removeIf(name -> !name.startsWith("LEVEE_KAFKA_") && !name.startsWith("LEVEE_REGISTRY_"));
        Environment environment = Environment.of(variables, List.of());
        return new Cluster(environment.kafka(), new Registry(environment.registry()));
    }
}
