package dev.levee.cli.environment;

import dev.levee.executor.journal.Decoder;
import dev.levee.schemas.Topic;
import dev.levee.service.ConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// A compacted topic as an operator's command reads and writes it: whole, and at once.
public final class CompactedTopic<V extends SpecificRecord> {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final Topic<V> topic;
    private final Function<V, String> key;

    /// @param key the key a value is published under
    public CompactedTopic(Cluster cluster, Topic<V> topic, Function<V, String> key) {
        this.cluster = cluster;
        this.topic = topic;
        this.key = key;
    }

    /// The last value of every key, by key. A row that cannot be decoded, or whose value belongs under another key,
    /// counts as deleted, as it does for the services.
    ///
    /// @throws ConfigurationException if there is no such topic
    /// @throws RuntimeException if the topic cannot be read to its end, or the registry does not answer
    public NavigableMap<String, V> read() {
        NavigableMap<String, V> rows = new TreeMap<>();
        Decoder<V> values = new Decoder<>(topic, cluster.registry());
        scan(row -> take(row, values, rows));
        return rows;
    }

    /// Every key that has a value, whatever it is.
    private Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        scan(row -> {
            if (row.key() != null && row.value() != null) {
                keys.add(row.key());
            } else if (row.key() != null) {
                keys.remove(row.key());
            }
        });
        return keys;
    }

    private void scan(java.util.function.Consumer<ConsumerRecord<@Nullable String, byte @Nullable []>> each) {
        Map<String, Object> properties = new HashMap<>(cluster.kafka());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(PATIENCE.toMillis()));
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        try (Consumer<@Nullable String, byte @Nullable []> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw missing();
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Instant giveUp = Instant.now().plus(PATIENCE);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (Instant.now().isAfter(giveUp)) {
                    throw new KafkaException("%s could not be read to its end in %d s: is Kafka reachable?"
                            .formatted(topic.name(), PATIENCE.toSeconds()));
                }
                consumer.poll(POLL).forEach(each);
            }
        }
    }

    /// Returns once Kafka has them all.
    ///
    /// @throws ConfigurationException if there is no such topic
    public void publish(Collection<V> values) throws ExecutionException, InterruptedException {
        Map<String, @Nullable V> rows = new TreeMap<>();
        values.forEach(value -> rows.put(key.apply(value), value));
        send(rows);
    }

    /// Returns once Kafka has the tombstones.
    ///
    /// @throws ConfigurationException if there is no such topic
    public void delete(Collection<String> keys) throws ExecutionException, InterruptedException {
        Map<String, @Nullable V> rows = new TreeMap<>();
        keys.forEach(gone -> rows.put(gone, null));
        send(rows);
    }

    /// As [#delete], but nothing if one of them is unknown. Asks no registry: what does harm can be stopped without.
    ///
    /// @param what they are, as the command line calls it
    /// @throws ConfigurationException naming those that are not there
    public void withdraw(Collection<String> keys, String what) throws ExecutionException, InterruptedException {
        Set<String> known = keys();
        List<String> unknown = keys.stream()
                .filter(key -> !known.contains(key))
                .map(key -> "there is no %s %s: see levee %1$s list".formatted(what, key))
                .toList();
        if (!unknown.isEmpty()) {
            throw new ConfigurationException(unknown);
        }
        delete(keys);
    }

    private void take(ConsumerRecord<@Nullable String, byte @Nullable []> row, Decoder<V> values, Map<String, V> rows) {
        if (row.key() == null) {
            return;
        }
        if (row.value() == null) {
            rows.remove(row.key());
            return;
        }
        try {
            V value = values.decode(row.value());
            if (key.apply(value).equals(row.key())) {
                rows.put(row.key(), value);
            } else {
                rows.remove(row.key());
            }
        } catch (Decoder.UndecodableException _) {
            rows.remove(row.key());
        }
    }

    private void send(Map<String, @Nullable V> rows) throws ExecutionException, InterruptedException {
        mustExist();
        Map<String, Object> properties = new HashMap<>(cluster.kafka());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        try (Producer<String, @Nullable V> producer =
                new KafkaProducer<>(properties, new StringSerializer(), topic.serializer(cluster.registry()))) {
            var sent = rows.entrySet().stream()
                    .map(row -> producer.send(new ProducerRecord<>(topic.name(), row.getKey(), row.getValue())))
                    .toList();
            for (var acknowledgement : sent) {
                acknowledgement.get();
            }
        }
    }

    /// A producer that asks for a topic may create it, with a retention after which accounts and policies would vanish.
    private void mustExist() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(cluster.kafka())) {
            admin.describeTopics(List.of(topic.name())).allTopicNames().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw missing();
            }
            throw e;
        }
    }

    private ConfigurationException missing() {
        return new ConfigurationException(
                List.of("there is no topic %s yet: levee topics apply".formatted(topic.name())));
    }
}
