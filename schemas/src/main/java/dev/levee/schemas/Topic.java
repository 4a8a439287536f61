package dev.levee.schemas;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroDeserializerConfig;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// A topic together with the only serdes that may read or write it. Keys are always strings.
///
/// @param key what the key is, for people
/// @param purpose one sentence for people
/// @param partitions how many partitions it is created with; an operator may choose otherwise before the first start
/// @param retention how long records stay; empty means compacted, the last value of a key stays for good
@NullMarked
public record Topic<V extends SpecificRecord>(
        String name, Class<V> type, String key, String purpose, int partitions, Optional<Duration> retention) {

    public Serde<String> keys() {
        return Serdes.String();
    }

    public Serde<V> values(Registry registry) {
        return Serdes.serdeFrom(serializer(registry), deserializer(registry));
    }

    /// Fails a send with a SerializationException when the registry refuses the schema or cannot be reached.
    public Serializer<V> serializer(Registry registry) {
        TrustedRecords.install();
        KafkaAvroSerializer avro = new KafkaAvroSerializer();
        avro.configure(registry.properties(), false);
        return new Serializer<>() {
            @Override
            public byte[] serialize(String topic, V value) {
                return avro.serialize(topic, value);
            }

            @Override
            public void close() {
                avro.close();
            }
        };
    }

    /// Fails with a SerializationException, whatever is wrong with the bytes.
    public Deserializer<V> deserializer(Registry registry) {
        TrustedRecords.install();
        Map<String, Object> properties = new HashMap<>(registry.properties());
        properties.put(KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER_CONFIG, true);
        KafkaAvroDeserializer avro = new KafkaAvroDeserializer();
        avro.configure(properties, false);
        return new Deserializer<>() {
            @Override
            public V deserialize(String topic, byte[] bytes) {
                @Nullable Object value = avro.deserialize(topic, bytes);
                if (value != null && !type.isInstance(value)) {
                    throw new SerializationException("expected %s, read %s"
                            .formatted(type.getSimpleName(), value.getClass().getSimpleName()));
                }
                return type.cast(value);
            }

            @Override
            public void close() {
                avro.close();
            }
        };
    }

    public Schema schema() {
        return TrustedRecords.schemaOf(type);
    }

    public boolean compacted() {
        return retention.isEmpty();
    }

    /// The topic as Kafka is asked to create it.
    ///
    /// @param replication copies of each record; empty leaves it to the broker's default
    public NewTopic toCreate(int partitions, Optional<Short> replication) {
        return new NewTopic(name, Optional.of(partitions), replication).configs(config());
    }

    Map<String, String> config() {
        return retention
                .map(kept -> Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(kept.toMillis())))
                .orElseGet(() -> Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }
}
