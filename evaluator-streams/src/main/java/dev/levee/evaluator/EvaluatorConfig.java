package dev.levee.evaluator;

import dev.levee.rulebook.OwnControls;
import dev.levee.schemas.Registry;
import dev.levee.service.Environment;
import dev.levee.service.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/// Everything an operator can change about the evaluator. Read once, at start.
///
/// @param kafka properties of Kafka Streams and its clients; passwords may be among them
/// @param stateDirectory where the evaluator keeps which events it has seen; may be lost, it is then read back from
/// Kafka
/// @param deduplicationWindow for how long an event delivered again is recognised
/// @param commandDeadline how long after its creation a command may be executed
/// @param controls folder of controls besides the standard ones
public record EvaluatorConfig(
        Map<String, Object> kafka,
        Registry registry,
        Path stateDirectory,
        Duration deduplicationWindow,
        Duration commandDeadline,
        Optional<Path> controls) {

    static final Setting<Path> STATE_DIR = Setting.path(
                    "LEVEE_EVALUATOR_STATE_DIR",
                    "Where it keeps which events it has seen; may be lost, it is then read back from Kafka.")
            .withDefault(".levee/evaluator");
    static final Setting<Duration> DEDUPLICATION_WINDOW = Setting.duration(
                    "LEVEE_EVALUATOR_DEDUPLICATION_WINDOW",
                    "For how long an event delivered again is recognised as such.")
            .withDefault("24h");
    static final Setting<Duration> COMMAND_DEADLINE = Setting.duration(
                    "LEVEE_EVALUATOR_COMMAND_DEADLINE",
                    "How long after its creation a command may be executed; later ones are refused.")
            .withDefault("1h");

    public static final List<Setting<?>> SETTINGS =
            List.of(STATE_DIR, DEDUPLICATION_WINDOW, COMMAND_DEADLINE, OwnControls.FOLDER);

    public EvaluatorConfig {
        kafka = Map.copyOf(kafka);
    }

    public static EvaluatorConfig from(Environment environment) {
        return new EvaluatorConfig(
                environment.kafka(),
                new Registry(environment.registry()),
                environment.get(STATE_DIR),
                environment.get(DEDUPLICATION_WINDOW),
                environment.get(COMMAND_DEADLINE),
                environment.get(OwnControls.FOLDER));
    }

    /// For Kafka Streams. What correctness rests on is not for the operator to change.
    Map<String, Object> streams(RocksDbMemory memory) {
        Map<String, Object> streams = new HashMap<>();
        streams.put(StreamsConfig.APPLICATION_ID_CONFIG, "levee-evaluator");
        streams.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        streams.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000); // how long a crashed instance's events wait
        streams.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        streams.putAll(kafka);
        streams.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        streams.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        streams.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        streams.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.Setter.class);
        streams.put(RocksDbMemory.CONFIG, memory);
        return streams;
    }

    /// Leaves out the Kafka properties: they may hold passwords.
    @Override
    public String toString() {
        return "EvaluatorConfig[%s, stateDirectory=%s, deduplicationWindow=%s, commandDeadline=%s]"
                .formatted(registry, stateDirectory, deduplicationWindow, commandDeadline);
    }
}
