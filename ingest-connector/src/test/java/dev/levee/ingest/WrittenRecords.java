package dev.levee.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.Topic;
import dev.levee.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Everything that is written to a topic after this was made.
final class WrittenRecords implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    WrittenRecords(String bootstrapServers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    List<ConsumerRecord<byte[], byte[]>> soFar() {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        return List.copyOf(records);
    }

    List<CloudEvent> events() {
        return values(Topics.EVENTS);
    }

    <V extends SpecificRecord> List<V> values(Topic<V> topic) {
        try (var values = topic.deserializer(Connectors.REGISTRY)) {
            return soFar().stream()
                    .map(record -> values.deserialize(record.topic(), record.value()))
                    .toList();
        }
    }

    List<String> texts() {
        return soFar().stream().map(record -> new String(record.value(), UTF_8)).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
