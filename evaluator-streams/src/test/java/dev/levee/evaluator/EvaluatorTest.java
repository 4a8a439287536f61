package dev.levee.evaluator;

import static dev.levee.evaluator.Samples.account;
import static dev.levee.evaluator.Samples.opened;
import static dev.levee.evaluator.Samples.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.not;

import dev.levee.sandbox.kafka.KafkaForTests;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.Command;
import dev.levee.schemas.Policy;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topic;
import dev.levee.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTest {

    private static final Registry REGISTRY = Registry.at("mock://evaluator");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final String LAST = "z-last";

    private final List<Command> commands = new ArrayList<>();
    private final List<String> published = new ArrayList<>();
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", KafkaForTests.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
    private final KafkaConsumer<String, Command> consumer = new KafkaConsumer<>(
            Map.of("bootstrap.servers", KafkaForTests.bootstrapServers(), "isolation.level", "read_committed"),
            new StringDeserializer(),
            Topics.COMMANDS.deserializer(REGISTRY));

    @TempDir
    Path state;

    @BeforeEach
    void listen() {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.COMMANDS.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        send(Topics.ACCOUNTS, account().getId(), account());
    }

    @AfterEach
    void clear() {
        published.forEach(this::delete);
        producer.close();
        consumer.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void knowsPoliciesAndEventsAfterARestart(boolean stateKept, @TempDir Path elsewhere) {
        publish(policy("p"));
        String application = UUID.randomUUID().toString();
        CloudEvent first = opened(UUID.randomUUID().toString(), "sg-0a1b2c3d");
        CloudEvent second = opened(UUID.randomUUID().toString(), "sg-0a1b2c3d");
        try (Evaluator _ = started(application, state)) {
            receive(first);
            awaitCommandOf(first);
        }

        try (Evaluator _ = started(application, stateKept ? state : elsewhere)) {
            receive(first);
            receive(second);
            awaitCommandOf(second);
        }

        assertThat(commandsOf(first)).hasSize(1);
    }

    @Test
    void followsThePoliciesWithinASecond() {
        publish(policy(LAST));
        try (Evaluator _ = started(UUID.randomUUID().toString(), state)) {
            assertThat(policiesOrdering()).containsExactly(LAST);

            publish(policy("p"));
            await().atMost(SOON).until(() -> policiesOrdering().equals(List.of("p", LAST)));

            delete("p");
            await().atMost(SOON).until(() -> policiesOrdering().equals(List.of(LAST)));
        }
    }

    @Test
    void tellsWhichPoliciesAreBroken() {
        publish(Policy.newBuilder(policy("p"))
                .setControls(List.of("no-such-control"))
                .build());

        try (Evaluator evaluator = started(UUID.randomUUID().toString(), state)) {
            assertThat(evaluator.health().ready()).isTrue();
            assertThat(evaluator.health().details().get("policy p")).contains("no-such-control");
        }
    }

    @Test
    void doesNotStartWithoutARegistry() {
        publish(policy("p"));

        try (Evaluator evaluator = evaluator(UUID.randomUUID().toString(), state, Registry.at("http://localhost:1"))) {
            assertThatThrownBy(evaluator::start).isInstanceOf(StreamsException.class);
            await().atMost(SOON).until(() -> !evaluator.health().live());
        }
    }

    private static Evaluator started(String application, Path state) {
        Evaluator evaluator = evaluator(application, state, REGISTRY);
        evaluator.start();
        await().atMost(PATIENCE).until(() -> evaluator.health().ready());
        return evaluator;
    }

    private static Evaluator evaluator(String application, Path state, Registry registry) {
        Map<String, Object> kafka =
                Map.of("bootstrap.servers", KafkaForTests.bootstrapServers(), "application.id", application);
        return new Evaluator(
                new EvaluatorConfig(
                        kafka, registry, state, Duration.ofHours(24), Duration.ofHours(1), Optional.empty()),
                new SimpleMeterRegistry());
    }

    private void publish(Policy policy) {
        published.add(policy.getId());
        send(Topics.POLICIES, policy.getId(), policy);
    }

    private void delete(String policy) {
        var _ = producer.send(new ProducerRecord<>(Topics.POLICIES.name(), policy, null));
        producer.flush();
    }

    private void receive(CloudEvent event) {
        send(Topics.EVENTS, event.getAccount(), event);
    }

    private <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
        byte[] bytes = topic.serializer(REGISTRY).serialize(topic.name(), value);
        var _ = producer.send(new ProducerRecord<>(topic.name(), key, bytes));
        producer.flush();
    }

    private void awaitCommandOf(CloudEvent event) {
        await().atMost(PATIENCE).until(() -> commandsOf(event), not(empty()));
    }

    /// The policies that order something for an event which happens now.
    private List<String> policiesOrdering() {
        CloudEvent event = opened(UUID.randomUUID().toString(), "sg-0a1b2c3d");
        receive(event);
        awaitCommandOf(event);
        return commandsOf(event).stream().map(Command::getPolicy).toList();
    }

    private List<Command> commandsOf(CloudEvent event) {
        consumer.poll(Duration.ofMillis(20)).forEach(record -> commands.add(record.value()));
        return commands.stream()
                .filter(command -> command.getCause().getEventId().equals(event.getId()))
                .toList();
    }
}
