package dev.levee.executor.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.DeadLetters;
import dev.levee.schemas.Execution;
import dev.levee.schemas.Finding;
import dev.levee.schemas.Readiness;
import dev.levee.schemas.RecordHeaders;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Snapshot;
import dev.levee.schemas.Topic;
import dev.levee.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// Writes everything the executor writes. Thread-safe; records of one key stay in the order they were added.
public final class Records implements AutoCloseable {

    private static final String SERVICE = "executor";
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final KafkaClientMetrics metrics;
    private final Map<Topic<?>, Serializer<?>> serializers = new HashMap<>();

    public Records(Map<String, Object> kafka, Registry registry, MeterRegistry meters) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.putAll(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        metrics = new KafkaClientMetrics(producer);
        metrics.bindTo(meters);
        List.of(Topics.AUDIT, Topics.SNAPSHOTS, Topics.FINDINGS, Topics.EXECUTIONS, Topics.READINESS)
                .forEach(topic -> serializers.put(topic, topic.serializer(registry)));
    }

    public Batch batch() {
        return new Batch();
    }

    @Override
    public void close() {
        producer.close(CLOSE);
        metrics.close();
    }

    /// Records on their way; sent at once, certain only after [#await()].
    public final class Batch {

        private final List<Future<RecordMetadata>> sent = new ArrayList<>();

        private Batch() {}

        public Batch audit(AuditEvent event) {
            send(
                    Topics.AUDIT,
                    null,
                    event.getResource(),
                    event,
                    event.getCommand().orElse(""));
            return this;
        }

        public Batch snapshot(Snapshot snapshot) {
            send(Topics.SNAPSHOTS, null, snapshot.getResource(), snapshot, snapshot.getCommand());
            return this;
        }

        public Batch finding(Finding finding, String command) {
            send(Topics.FINDINGS, null, finding.getId(), finding, command);
            return this;
        }

        /// @param partition the one its command came from
        public Batch execution(int partition, Execution execution) {
            String command = execution.getCommand().getId();
            send(Topics.EXECUTIONS, partition, command, execution, command);
            return this;
        }

        public Batch readiness(Readiness readiness) {
            send(Topics.READINESS, null, readiness.getAccount(), readiness, "");
            return this;
        }

        /// Deletes a row of a compacted topic.
        public Batch delete(Topic<?> topic, String key) {
            send(new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), null));
            return this;
        }

        /// Takes a command out of the journal.
        public Batch forget(int partition, String command) {
            send(new ProducerRecord<>(Topics.EXECUTIONS.name(), partition, command.getBytes(UTF_8), null));
            return this;
        }

        public Batch deadLetter(ConsumerRecord<byte @Nullable [], byte @Nullable []> received, String reason) {
            send(DeadLetters.of(SERVICE, received, reason));
            return this;
        }

        /// Returns when all in-sync replicas have every record of this batch.
        ///
        /// @throws RecordsFailedException if one was not taken
        public void await() {
            for (Future<RecordMetadata> record : sent) {
                try {
                    record.get();
                } catch (ExecutionException e) {
                    throw new RecordsFailedException("Kafka did not acknowledge a record", e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new RecordsFailedException("interrupted before Kafka acknowledged a record", e);
                }
            }
            sent.clear();
        }

        private <V extends SpecificRecord> void send(
                Topic<V> topic, @Nullable Integer partition, String key, V value, String command) {
            byte[] bytes;
            try {
                @SuppressWarnings("unchecked") // put there for this very topic
                Serializer<V> serializer = (Serializer<V>) Objects.requireNonNull(serializers.get(topic));
                bytes = serializer.serialize(topic.name(), value);
            } catch (KafkaException e) {
                throw new RecordsFailedException("a record for %s cannot be encoded".formatted(topic.name()), e);
            }
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic.name(), partition, key.getBytes(UTF_8), bytes);
            RecordHeaders.put(record.headers(), RecordHeaders.COMMAND_ID, command);
            send(record);
        }

        private void send(ProducerRecord<byte[], byte[]> record) {
            try {
                sent.add(producer.send(record));
            } catch (KafkaException e) {
                throw new RecordsFailedException("a record for %s cannot be sent".formatted(record.topic()), e);
            }
        }
    }
}
