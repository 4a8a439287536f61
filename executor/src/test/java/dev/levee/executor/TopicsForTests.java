package dev.levee.executor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.levee.sandbox.kafka.LocalBroker;
import dev.levee.schemas.Account;
import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.AuditStep;
import dev.levee.schemas.Command;
import dev.levee.schemas.Execution;
import dev.levee.schemas.Finding;
import dev.levee.schemas.Policy;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Snapshot;
import dev.levee.schemas.Topic;
import dev.levee.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// A broker of a test class's own, with Levee's topics, and what a test writes to and reads from them.
final class TopicsForTests implements AutoCloseable {

    private static final Duration ENDS = Duration.ofMinutes(2);

    private final LocalBroker broker;
    private final Registry registry;
    private final Producer<byte[], byte[]> producer;
    private final Map<String, Tail> tails = new ConcurrentHashMap<>();

    TopicsForTests(Path folder, Registry registry) {
        this.broker = LocalBroker.start(folder, 0);
        this.registry = registry;
        broker.createTopics(4);
        // Also tells Avro that the records are trusted.
        Topics.all().forEach(topic -> topic.deserializer(registry).close());
        producer = new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    Registry registry() {
        return registry;
    }

    void order(Command command) {
        write(Topics.COMMANDS, command.getResource(), command);
    }

    void publish(Policy policy) {
        write(Topics.POLICIES, policy.getId(), policy);
    }

    void publish(Account account) {
        write(Topics.ACCOUNTS, account.getId(), account);
    }

    <V extends SpecificRecord> void write(Topic<V> topic, String key, V value) {
        send(topic.name(), key, topic.serializer(registry).serialize(topic.name(), value));
    }

    void send(String topic, String key, byte @Nullable [] value) {
        producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value));
        producer.flush();
    }

    /// Everything the topic holds, partition by partition.
    <V extends SpecificRecord> List<V> read(Topic<V> topic) {
        var deserializer = topic.deserializer(registry);
        return raw(topic.name()).stream()
                .filter(record -> record.value() != null)
                .map(record -> deserializer.deserialize(topic.name(), record.value()))
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> raw(String topic) {
        return tails.computeIfAbsent(topic, Tail::new).read();
    }

    /// The command's last audit record, once there is one.
    AuditEvent outcomeOf(Command command) {
        await().atMost(ENDS)
                .until(() -> trailOf(command).stream().anyMatch(event -> event.getStep() == AuditStep.OUTCOME));
        return trailOf(command).getLast();
    }

    /// The command's audit records, in order.
    List<AuditEvent> trailOf(Command command) {
        return read(Topics.AUDIT).stream()
                .filter(event ->
                        event.getCommand().filter(command.getId()::equals).isPresent())
                .toList();
    }

    List<Snapshot> snapshotsOf(Command command) {
        return read(Topics.SNAPSHOTS).stream()
                .filter(snapshot -> snapshot.getCommand().equals(command.getId()))
                .toList();
    }

    Finding findingOf(Command command) {
        return read(Topics.FINDINGS).stream()
                .filter(finding -> finding.getResource().equals(command.getResource()))
                .toList()
                .getLast();
    }

    Execution executionOf(Command command) {
        return read(Topics.EXECUTIONS).stream()
                .filter(execution -> execution.getCommand().getId().equals(command.getId()))
                .toList()
                .getLast();
    }

    @Override
    public void close() {
        tails.values().forEach(Tail::close);
        producer.close();
        broker.close();
    }

    /// What was read of a topic so far, and where to read on.
    private final class Tail implements AutoCloseable {

        private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final List<TopicPartition> partitions;

        Tail(String topic) {
            Map<String, Object> properties = new HashMap<>(kafka());
            properties.put("isolation.level", "read_committed");
            consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        synchronized List<ConsumerRecord<byte[], byte[]>> read() {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return List.copyOf(records);
        }

        @Override
        public synchronized void close() {
            consumer.close();
        }
    }
}
