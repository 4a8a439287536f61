package dev.levee.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.schemas.Account;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.Provider;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topic;
import dev.levee.schemas.Topics;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryRoundTripTest {

    private static final Account ACCOUNT = Account.newBuilder()
            .setId("111122223333")
            .setProvider(Provider.AWS)
            .setGroups(List.of("production"))
            .setConnection(AwsConnection.newBuilder()
                    .setMode(ConnectionMode.AUTOMATED)
                    .setScanRoleArn("arn:aws:iam::111122223333:role/levee-scan")
                    .setRemediatorRoleArn("arn:aws:iam::111122223333:role/levee-remediator")
                    .setExternalId("5a0a9a36-6c51-4e3c-9f7d-6f1c2f6f8a11")
                    .build())
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"mock", "real"})
    void whatIsWrittenIsReadBack(String kind) {
        Registry registry = registry(kind);
        TopicPartition partition = new TopicPartition(Topics.ACCOUNTS.name(), 0);

        try (var producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", KafkaForTests.bootstrapServers()),
                        new StringSerializer(),
                        Topics.ACCOUNTS.serializer(registry));
                var consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", KafkaForTests.bootstrapServers()),
                        new StringDeserializer(),
                        Topics.ACCOUNTS.deserializer(registry))) {
            consumer.assign(List.of(partition));
            consumer.seekToEnd(List.of(partition));
            long end = consumer.position(partition);
            producer.send(new ProducerRecord<>(partition.topic(), 0, ACCOUNT.getId(), ACCOUNT));
            producer.flush();

            Awaitility.await()
                    .untilAsserted(() -> assertThat(consumer.poll(Duration.ofMillis(100)))
                            .singleElement()
                            .satisfies(read -> {
                                assertThat(read.offset()).isEqualTo(end);
                                assertThat(read.value()).isEqualTo(ACCOUNT);
                            }));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mock", "real"})
    void aSchemaNobodyRegisteredIsRefusedWhereRegisteringIsForbidden(String kind) {
        Registry strict = new Registry(
                Map.of(Registry.URL, registry(kind).properties().get(Registry.URL), "auto.register.schemas", "false"));

        try (var serializer = Topics.ACCOUNTS.serializer(strict)) {
            assertThatThrownBy(() -> serializer.serialize("a-topic-nobody-registered", ACCOUNT))
                    .isInstanceOf(SerializationException.class);
        }
    }

    /// Registries differ in what they accept: one took a string default of "{}" for no schema at all.
    @ParameterizedTest
    @MethodSource("dev.levee.schemas.Topics#all")
    void aRealRegistryTakesTheSchemaOfEveryTopic(Topic<?> topic) throws Exception {
        try (SchemaRegistryClient client = new CachedSchemaRegistryClient(KafkaForTests.registryUrl(), 10)) {
            assertThat(client.register("every-topic-" + topic.name(), new AvroSchema(topic.schema())))
                    .isPositive();
        }
    }

    private static Registry registry(String kind) {
        return Registry.at(kind.equals("mock") ? "mock://round-trip" : KafkaForTests.registryUrl());
    }
}
