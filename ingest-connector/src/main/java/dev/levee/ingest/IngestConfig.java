package dev.levee.ingest;

import dev.levee.ingest.decode.Keep;
import dev.levee.schemas.Registry;
import dev.levee.service.ConfigurationException;
import dev.levee.service.Environment;
import dev.levee.service.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything an operator can change about the connector. Read once, at start.
///
/// @param queue URL of the SQS queue
/// @param region empty takes the one the AWS SDK finds
/// @param endpoint empty takes AWS's own
/// @param receivers how many long polls run at once; each has ten messages in flight at the most
/// @param visibility how long SQS hides a message from others before it must be asked for longer
/// @param drain how long messages in flight may take to be written when the connector stops
public record IngestConfig(
        String queue,
        Optional<String> region,
        Optional<URI> endpoint,
        int receivers,
        Duration visibility,
        Duration drain,
        Keep keep,
        Map<String, Object> kafka,
        Registry registry) {

    private static final Setting<String> QUEUE =
            Setting.text("LEVEE_INGEST_SQS_QUEUE_URL", "URL of the SQS queue that EventBridge or SNS delivers to.");
    private static final Setting<Optional<String>> REGION = Setting.text(
                    "LEVEE_AWS_REGION", "AWS region; by default the one the AWS SDK finds.")
            .optional();
    private static final Setting<Optional<String>> ENDPOINT = Setting.text(
                    "LEVEE_AWS_ENDPOINT", "Takes the place of AWS's endpoints, e.g. http://localhost:4566.")
            .optional();
    private static final Setting<Integer> RECEIVERS = Setting.integer(
                    "LEVEE_INGEST_SQS_RECEIVERS",
                    "Receivers at work at once; each has ten messages in flight at the most.",
                    1,
                    256)
            .withDefault("8");
    private static final Setting<Duration> VISIBILITY = Setting.duration(
                    "LEVEE_INGEST_SQS_VISIBILITY",
                    "How long SQS hides a message; asked for again while Kafka has not acknowledged it.")
            .withDefault("60s");
    private static final Setting<Duration> DRAIN = Setting.duration(
                    "LEVEE_INGEST_DRAIN", "How long messages in flight may take to be written when it stops.")
            .withDefault("20s");
    private static final Setting<Boolean> KEEP_READ_ONLY = Setting.flag(
                    "LEVEE_INGEST_KEEP_READ_ONLY", "Keep events of calls that change nothing.")
            .withDefault("false");
    private static final Setting<Boolean> KEEP_FAILED = Setting.flag(
                    "LEVEE_INGEST_KEEP_FAILED", "Keep events of calls the provider refused.")
            .withDefault("false");
    private static final Setting<Boolean> KEEP_DATA = Setting.flag(
                    "LEVEE_INGEST_KEEP_DATA", "Keep events of calls on what a resource holds, such as S3 objects.")
            .withDefault("false");

    private static final Duration LEAST_VISIBILITY = Duration.ofSeconds(2);
    private static final Duration MOST_VISIBILITY = Duration.ofHours(12);

    public static final List<Setting<?>> SETTINGS =
            List.of(QUEUE, REGION, ENDPOINT, RECEIVERS, VISIBILITY, DRAIN, KEEP_READ_ONLY, KEEP_FAILED, KEEP_DATA);

    public IngestConfig {
        if (visibility.compareTo(LEAST_VISIBILITY) < 0 || visibility.compareTo(MOST_VISIBILITY) > 0) {
            throw new ConfigurationException(List.of(
                    "%s=%s is not usable: SQS takes from 2s to 12h".formatted(VISIBILITY.variable(), visibility)));
        }
        kafka = Map.copyOf(kafka);
    }

    public static IngestConfig from(Environment environment) {
        return new IngestConfig(
                environment.get(QUEUE),
                environment.get(REGION),
                environment.get(ENDPOINT).map(URI::create),
                environment.get(RECEIVERS),
                environment.get(VISIBILITY),
                environment.get(DRAIN),
                new Keep(environment.get(KEEP_READ_ONLY), environment.get(KEEP_FAILED), environment.get(KEEP_DATA)),
                environment.kafka(),
                new Registry(environment.registry()));
    }

    /// Without the properties of Kafka's clients: passwords may be among them.
    @Override
    public String toString() {
        return "IngestConfig[%s, %d receivers]".formatted(queue, receivers);
    }
}
