package dev.levee.ingest;

import dev.levee.ingest.decode.Keep;
import dev.levee.schemas.Registry;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Starts connectors, and adds up what they count.
final class Connectors {

    static final Registry REGISTRY = Registry.at("mock://ingest-connector");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final String bootstrapServers;

    Connectors(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    SimpleMeterRegistry meters() {
        return meters;
    }

    IngestConnector start(String queue) {
        return start(queue, Map.of());
    }

    IngestConnector start(String queue, Map<String, Object> kafka) {
        IngestConnector connector = create(queue, kafka);
        connector.start();
        return connector;
    }

    IngestConnector create(String queue, Map<String, Object> kafka) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("bootstrap.servers", bootstrapServers);
        IngestConfig config = new IngestConfig(
                queue,
                Optional.of(LocalQueue.REGION),
                Optional.of(LocalQueue.endpoint()),
                4,
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Keep.CHANGES,
                properties,
                REGISTRY);
        return new IngestConnector(config, meters);
    }

    long count(String what) {
        return Math.round(meters.find("levee.ingest." + what).functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum());
    }
}
