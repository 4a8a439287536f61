package dev.levee.ingest;

import dev.levee.ingest.decode.Decoder;
import dev.levee.service.Health;
import dev.levee.service.Service;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/// Brings what EventBridge and SNS deliver to a queue into levee.events.
///
/// ```
/// EventBridge, SNS ──▶ SQS ──▶ decode ──▶ levee.events        (what changed something)
///                       ▲         ├─────▶ levee.heartbeats    (signs that the forwarding works)
///                       │         ├─────▶ levee.dead-letters  (what cannot be used)
///                       │         └─────▶ counted             (the rest)
///                       └──── deleted once Kafka has it
/// ```
///
/// A message that is delivered twice is produced twice; what reads the topic goes by the event's id.
public final class IngestConnector implements Service {

    private final IngestConfig config;
    private final MeterRegistry meters;
    private final AwsCredentialsProvider identity;
    private final Tally tally = new Tally();
    private @Nullable KafkaDestination destination;
    private @Nullable KafkaClientMetrics metrics;
    private @Nullable SqsClient sqs;
    private volatile @Nullable SqsSource source;

    /// With the process's own identity: the SDK's default chain, e.g. web identity on Kubernetes.
    public IngestConnector(IngestConfig config, MeterRegistry meters) {
        this(config, meters, DefaultCredentialsProvider.builder().build());
    }

    /// @param identity who reads the queue
    public IngestConnector(IngestConfig config, MeterRegistry meters, AwsCredentialsProvider identity) {
        this.identity = identity;
        this.config = config;
        this.meters = meters;
        tally.bindTo(meters);
    }

    /// Kafka and SQS may be out of reach then: it tries until they answer.
    @Override
    public void start() {
        sqs = client(config, identity);
        destination = new KafkaDestination(config.kafka(), config.registry(), tally);
        metrics = destination.metrics();
        metrics.bindTo(meters);
        source = new SqsSource(config, sqs, new Decoder(config.keep()), destination);
        source.start();
    }

    @Override
    public Health health() {
        @Nullable SqsSource started = source;
        return started == null ? Health.notReady("it starts") : started.health();
    }

    @Override
    public void close() {
        if (source != null) {
            source.close();
        }
        if (metrics != null) {
            metrics.close();
        }
        if (destination != null) {
            destination.close();
        }
        if (sqs != null) {
            sqs.close();
        }
    }

    private static SqsClient client(IngestConfig config, AwsCredentialsProvider identity) {
        SqsClientBuilder builder = SqsClient.builder()
                .credentialsProvider(identity)
                .httpClientBuilder(ApacheHttpClient.builder().maxConnections(config.receivers() + 1));
        config.region().map(Region::of).ifPresent(builder::region);
        config.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
