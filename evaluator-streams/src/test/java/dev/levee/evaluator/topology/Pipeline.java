package dev.levee.evaluator.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.evaluator.Samples;
import dev.levee.evaluator.decision.Change;
import dev.levee.evaluator.decision.Decider;
import dev.levee.rulebook.Rulebook;
import dev.levee.schemas.Account;
import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.Command;
import dev.levee.schemas.Policy;
import dev.levee.schemas.RecordHeaders;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topic;
import dev.levee.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// The evaluator's topology without a broker.
final class Pipeline implements AutoCloseable {

    static final Rulebook RULEBOOK = Rulebook.standard();
    private static final byte[] KEY = "111122223333/sg-0a1b2c3d".getBytes(UTF_8);
    private static final Registry WRITERS = Registry.at("mock://evaluator-topology");

    final SettableClock clock = new SettableClock(Samples.NOW);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<ProducerRecord<byte[], byte[]>> lettersOfViews = new ArrayList<>();
    final EvaluationTopology topology;

    private final TopologyTestDriver driver;

    Pipeline(Path state) {
        this(state, WRITERS);
    }

    Pipeline(Path state, Registry registry) {
        topology = new EvaluationTopology(
                registry,
                RULEBOOK,
                new Decider(Duration.ofHours(1)),
                Duration.ofHours(24),
                clock,
                meters,
                lettersOfViews::add);
        Properties properties = properties(state);
        driver = new TopologyTestDriver(topology.build(new StreamsConfig(properties)), properties, clock.instant());
    }

    static Properties properties(Path state) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "evaluator-test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return properties;
    }

    void publish(Policy policy) {
        pipe(Topics.POLICIES, policy.getId(), bytes(Topics.POLICIES, policy));
    }

    void publish(Account account) {
        pipe(Topics.ACCOUNTS, account.getId(), bytes(Topics.ACCOUNTS, account));
    }

    void receive(CloudEvent event) {
        receive(Change.action(event), bytes(Topics.EVENTS, event));
    }

    void receive(String action, byte[] value) {
        TestRecord<byte[], byte[]> record = new TestRecord<>(KEY, value);
        RecordHeaders.put(record.headers(), RecordHeaders.ACTION, action);
        input(Topics.EVENTS).pipeInput(record);
    }

    void receiveWithoutHeader(CloudEvent event) {
        input(Topics.EVENTS).pipeInput(KEY, bytes(Topics.EVENTS, event));
    }

    void pipe(Topic<?> topic, String key, byte @Nullable [] value) {
        input(topic).pipeInput(key.getBytes(UTF_8), value);
    }

    List<TestRecord<String, Command>> commands() {
        return output(Topics.COMMANDS).readRecordsToList();
    }

    List<AuditEvent> audit() {
        return output(Topics.AUDIT).readValuesToList();
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return driver.createOutputTopic(Topics.DEAD_LETTERS, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    double count(String counter) {
        return meters.get("levee.evaluator." + counter).counter().count();
    }

    double brokenPolicies() {
        return meters.get("levee.evaluator.broken.policies").gauge().value();
    }

    static <V extends SpecificRecord> byte[] bytes(Topic<V> topic, V value) {
        return topic.serializer(WRITERS).serialize(topic.name(), value);
    }

    private TestInputTopic<byte[], byte[]> input(Topic<?> topic) {
        return driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), topic.deserializer(WRITERS));
    }

    @Override
    public void close() {
        driver.close();
    }
}
