package dev.levee.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.schemas.Registry;
import dev.levee.service.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class EvaluatorConfigTest {

    private static final Map<String, String> LEAST =
            Map.of("LEVEE_KAFKA_BOOTSTRAP_SERVERS", "broker:9092", "LEVEE_REGISTRY_URL", "mock://config");

    @Test
    void needsOnlyKafkaAndTheRegistry() {
        EvaluatorConfig config = config(Map.of());

        assertThat(config.deduplicationWindow()).isEqualTo(Duration.ofHours(24));
        assertThat(config.commandDeadline()).isEqualTo(Duration.ofHours(1));
        assertThat(config.registry()).isEqualTo(Registry.at("mock://config"));
        assertThat(streams(config))
                .containsEntry(StreamsConfig.APPLICATION_ID_CONFIG, "levee-evaluator")
                .containsEntry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    }

    @Test
    void readsEveryVariable() {
        EvaluatorConfig config = config(Map.of(
                "LEVEE_EVALUATOR_STATE_DIR", "somewhere",
                "LEVEE_EVALUATOR_DEDUPLICATION_WINDOW", "7d",
                "LEVEE_EVALUATOR_COMMAND_DEADLINE", "5m",
                "LEVEE_CONTROLS_DIR", "own"));

        assertThat(config.stateDirectory()).isEqualTo(Path.of("somewhere"));
        assertThat(config.deduplicationWindow()).isEqualTo(Duration.ofDays(7));
        assertThat(config.commandDeadline()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.controls()).contains(Path.of("own"));
    }

    @Test
    void passesAnyKafkaPropertyOnExceptWhatCorrectnessRestsOn() {
        EvaluatorConfig config = config(Map.of(
                "LEVEE_KAFKA_COMMIT_INTERVAL_MS", "20",
                "LEVEE_KAFKA_NUM_STREAM_THREADS", "4",
                "LEVEE_KAFKA_PROCESSING_GUARANTEE", "at_least_once"));

        assertThat(streams(config))
                .containsEntry("commit.interval.ms", "20")
                .containsEntry("num.stream.threads", "4")
                .containsEntry("processing.guarantee", StreamsConfig.EXACTLY_ONCE_V2);
    }

    @Test
    void keepsPasswordsToItself() {
        EvaluatorConfig config = config(Map.of("LEVEE_KAFKA_SSL_KEY_PASSWORD", "hunter2"));

        assertThat(config.toString()).doesNotContain("hunter2");
    }

    private static EvaluatorConfig config(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(LEAST);
        variables.putAll(more);
        return EvaluatorConfig.from(Environment.of(variables, EvaluatorConfig.SETTINGS));
    }

    private static Map<String, Object> streams(EvaluatorConfig config) {
        try (RocksDbMemory memory = new RocksDbMemory()) {
            return config.streams(memory);
        }
    }
}
