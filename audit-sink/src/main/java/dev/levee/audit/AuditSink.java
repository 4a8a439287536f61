package dev.levee.audit;

import dev.levee.schemas.Topics;
import dev.levee.service.Health;
import dev.levee.service.Service;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies levee.audit and levee.snapshots into files.
///
/// ```
/// poll ──▶ translate ──▶ write, fsync ──▶ dead letters ──▶ commit
///   ▲                         │
///   └── the same records ◀────┘ full disk, no registry, …
/// ```
///
/// Offsets are committed only once the disk has the lines, so every record is written at least once; one written again
/// has the same `metadata.uid`.
public final class AuditSink implements Service {

    static final String NAME = "audit-sink";

    private static final Logger log = LoggerFactory.getLogger(AuditSink.class);
    private static final List<String> TOPICS = List.of(Topics.AUDIT.name(), Topics.SNAPSHOTS.name());
    private static final Health WAITING = Health.notReady("waiting for Kafka to assign partitions");
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(25);

    private final AuditSinkConfig config;
    private final MeterRegistry meters;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile Health health = Health.notReady("starting");
    private @Nullable Thread thread;

    public AuditSink(AuditSinkConfig config, MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
    }

    /// @throws dev.levee.service.ConfigurationException if the folder cannot be used
    @Override
    public void start() {
        AuditFolder folder = AuditFolder.open(config.folder(), config.fileBytes(), Clock.systemUTC());
        become(WAITING);
        thread = Thread.ofPlatform().name(NAME).start(() -> run(folder));
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            if (thread != null && !thread.join(STOP)) {
                log.atWarn().log("stopped without waiting longer; the last records will be written again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(AuditFolder folder) {
        try (folder;
                var consumer =
                        new KafkaConsumer<>(consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
                var producer = new KafkaProducer<>(producer(), new ByteArraySerializer(), new ByteArraySerializer());
                var translator = new Translator(config.registry());
                var lag = new KafkaClientMetrics(consumer)) {
            lag.bindTo(meters);
            copy(consumer, new Delivery(translator, folder, producer, meters));
            become(Health.notReady("stopped"));
        } catch (Exception e) {
            log.atError().setCause(e).log("audit sink died");
            become(Health.dead("audit sink died: " + e.getMessage()));
        }
    }

    private void copy(KafkaConsumer<byte[], byte[]> consumer, Delivery delivery) throws InterruptedException {
        consumer.subscribe(TOPICS, new ReadyOnceAssigned());
        while (stop.getCount() > 0) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (records.isEmpty()) {
                continue;
            }
            try {
                delivery.deliver(records);
                become(Health.up());
                commit(consumer);
            } catch (DeliveryException e) {
                become(Health.notReady(e.getMessage() + "; nothing is lost, trying again"));
                rewind(consumer, records);
                stop.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /// What is written but not committed is written again by whoever reads it next: with the same ids.
    private static void commit(KafkaConsumer<byte[], byte[]> consumer) {
        try {
            consumer.commitSync();
        } catch (CommitFailedException | RebalanceInProgressException | RetriableException e) {
            log.atWarn().addKeyValue("error", e.getMessage()).log("commit failed");
        }
    }

    private static void rewind(KafkaConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
        records.partitions().stream()
                .filter(consumer.assignment()::contains)
                .forEach(partition -> consumer.seek(
                        partition, records.records(partition).getFirst().offset()));
    }

    private void become(Health next) {
        if (!next.equals(health)) {
            health = next;
            log.atInfo()
                    .addKeyValue("ready", next.ready())
                    .addKeyValue("details", next.details())
                    .log("health changed");
        }
    }

    private Map<String, Object> consumer() {
        Map<String, Object> properties = new HashMap<>(config.kafka());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return properties;
    }

    private Map<String, Object> producer() {
        Map<String, Object> properties = new HashMap<>(config.kafka());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        return properties;
    }

    private final class ReadyOnceAssigned implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (health.equals(WAITING)) {
                become(Health.up());
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
    }
}
