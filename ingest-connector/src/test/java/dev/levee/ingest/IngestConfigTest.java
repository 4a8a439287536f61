package dev.levee.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.ingest.decode.Keep;
import dev.levee.service.ConfigurationException;
import dev.levee.service.Environment;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestConfigTest {

    private static final Map<String, String> LEAST = Map.of(
            "LEVEE_KAFKA_BOOTSTRAP_SERVERS", "broker-1:9092",
            "LEVEE_REGISTRY_URL", "http://registry:8081",
            "LEVEE_INGEST_SQS_QUEUE_URL", "https://sqs.eu-central-1.amazonaws.com/111122223333/levee-events");

    @Test
    void needsOnlyTheQueueBesidesKafka() {
        IngestConfig config = config(Map.of());

        assertThat(config.queue()).endsWith("/levee-events");
        assertThat(config.region()).isEmpty();
        assertThat(config.endpoint()).isEmpty();
        assertThat(config.keep()).isEqualTo(Keep.CHANGES);
        assertThat(config.kafka()).containsEntry("bootstrap.servers", "broker-1:9092");
    }

    @Test
    void readsEveryVariable() {
        IngestConfig config = config(Map.of(
                "LEVEE_AWS_REGION", "eu-central-1",
                "LEVEE_AWS_ENDPOINT", "http://localhost:4566",
                "LEVEE_INGEST_SQS_RECEIVERS", "2",
                "LEVEE_INGEST_SQS_VISIBILITY", "30s",
                "LEVEE_INGEST_DRAIN", "5s",
                "LEVEE_INGEST_KEEP_READ_ONLY", "true",
                "LEVEE_INGEST_KEEP_FAILED", "true",
                "LEVEE_INGEST_KEEP_DATA", "true"));

        assertThat(config.region()).contains("eu-central-1");
        assertThat(config.endpoint()).contains(URI.create("http://localhost:4566"));
        assertThat(config.receivers()).isEqualTo(2);
        assertThat(config.visibility()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.drain()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.keep()).isEqualTo(Keep.EVERYTHING);
    }

    @Test
    void refusesAVisibilitySqsWouldRefuse() {
        assertThatThrownBy(() -> config(Map.of("LEVEE_INGEST_SQS_VISIBILITY", "13h")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("LEVEE_INGEST_SQS_VISIBILITY");
    }

    @Test
    void keepsPasswordsOutOfItsText() {
        assertThat(config(Map.of("LEVEE_KAFKA_SASL_JAAS_CONFIG", "hidden")).toString())
                .doesNotContain("hidden");
    }

    private static IngestConfig config(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(LEAST);
        variables.putAll(more);
        return IngestConfig.from(Environment.of(variables, IngestConfig.SETTINGS));
    }
}
