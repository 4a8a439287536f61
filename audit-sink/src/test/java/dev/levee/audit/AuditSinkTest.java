package dev.levee.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.sandbox.kafka.KafkaForTests;
import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.AuditStep;
import dev.levee.schemas.DeadLetters;
import dev.levee.schemas.RecordHeaders;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topic;
import dev.levee.schemas.Topics;
import dev.levee.service.ConfigurationException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All tests share the topics; each looks at the records whose ids begin with its own.
class AuditSinkTest {

    private static final Registry REGISTRY = Registry.at("mock://audit-sink");
    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", KafkaForTests.bootstrapServers());
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KafkaProducer<byte[], byte[]> PRODUCER =
            new KafkaProducer<>(KAFKA, new ByteArraySerializer(), new ByteArraySerializer());

    private final String run = UUID.randomUUID().toString();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        PRODUCER.close();
    }

    @Test
    void writesEveryRecordOnceAcrossARestart() throws Exception {
        IntStream.range(0, 50).forEach(i -> send(Topics.AUDIT, audit("a" + i)));
        IntStream.range(0, 5)
                .forEach(i ->
                        send(Topics.SNAPSHOTS, Records.snapshot(run + "s" + i).build()));
        try (AuditSink sink = started(REGISTRY)) {
            awaitLines(55);
            assertThat(sink.health().ready()).isTrue();
        }
        IntStream.range(50, 100).forEach(i -> send(Topics.AUDIT, audit("a" + i)));
        try (AuditSink _ = started(REGISTRY)) {
            awaitLines(105);
        }

        assertThat(ids()).doesNotHaveDuplicates().hasSize(105);
        assertThat(lines())
                .allSatisfy(line -> assertThat(OcsfRules.breachesOf(line)).isEmpty());
        assertThat(meters.counter("levee.audit.written", "topic", "levee.snapshots")
                        .count())
                .isGreaterThanOrEqualTo(5);
    }

    @Test
    void writesTheSameLinesAgainAfterACrashBetweenWriteAndCommit() throws Exception {
        IntStream.range(0, 20).forEach(i -> send(Topics.AUDIT, audit("a" + i)));
        crashAfterWriting(20);
        assertThat(ids()).hasSize(20);

        try (AuditSink _ = started(REGISTRY)) {
            awaitLines(40);
        }

        assertThat(ids()).hasSize(40);
        assertThat(lines().stream().distinct()).hasSize(20);
    }

    @Test
    void takesUpAFileThatACrashLeftWithHalfALine() throws Exception {
        Path torn =
                Files.writeString(folder.resolve("levee.audit-20261121T000000.000Z.jsonl"), "{}\n{\"metadata\":{\"ui");
        send(Topics.AUDIT, audit("a"));

        try (AuditSink _ = started(REGISTRY)) {
            awaitLines(1);
        }

        assertThat(torn).hasContent("{}\n");
    }

    @Test
    void sendsWhatItCannotUseToTheDeadLettersAndGoesOn() throws Exception {
        send(Topics.AUDIT.name(), "no avro".getBytes(UTF_8));
        send(Topics.AUDIT.name(), null);
        send(Topics.AUDIT.name(), bytes(Topics.SNAPSHOTS, Records.snapshot(run).build()));
        send(Topics.SNAPSHOTS, Records.snapshot(run).setState("{\"group\":").build());
        send(Topics.AUDIT, audit("after"));

        try (AuditSink sink = started(REGISTRY)) {
            awaitLines(1);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(reasons())
                            .hasSize(4)
                            .anyMatch(reason -> reason.contains("Unknown magic byte"))
                            .anyMatch(reason -> reason.equals("has no value"))
                            .anyMatch(reason -> reason.contains("expected AuditEvent, read Snapshot"))
                            .anyMatch(reason -> reason.startsWith("state is no JSON")));
            assertThat(sink.health().ready()).isTrue();
        }
    }

    @Test
    void waitsForARegistryThatDoesNotAnswer() throws Exception {
        send(Topics.AUDIT, audit("a"));

        try (AuditSink sink = started(Registry.at("http://localhost:1"))) {
            await().atMost(LONG).until(() -> why(sink).contains("schema registry does not answer"));
            assertThat(sink.health().live()).isTrue();
        }
        assertThat(reasons()).isEmpty();
        try (AuditSink _ = started(REGISTRY)) {
            awaitLines(1);
        }
    }

    @Test
    void waitsForAFolderItCannotWriteToAndLosesNothing() throws Exception {
        Path away = folder.resolveSibling(folder.getFileName() + "-away");
        try (AuditSink sink = started(REGISTRY)) {
            await().atMost(LONG).until(() -> sink.health().ready());
            Files.move(folder, away);
            send(Topics.AUDIT, audit("a"));
            await().atMost(LONG).until(() -> why(sink).contains("cannot write to " + folder));
            assertThat(sink.health().live()).isTrue();

            Files.move(away, folder);

            awaitLines(1);
            await().atMost(LONG).until(() -> sink.health().ready());
        }
        assertThat(ids()).hasSize(1);
    }

    @Test
    void doesNotStartWithoutAFolderItCanUse() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        AuditSinkConfig config = new AuditSinkConfig(file, 1024, run, KAFKA, REGISTRY);

        try (AuditSink sink = new AuditSink(config, meters)) {
            assertThatThrownBy(sink::start)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("LEVEE_AUDIT_FOLDER=" + file);
        }
    }

    private AuditSink started(Registry registry) {
        AuditSink sink = new AuditSink(new AuditSinkConfig(folder, 1024 * 1024, run, KAFKA, registry), meters);
        sink.start();
        return sink;
    }

    /// What the sink does up to the moment before it commits, and no further.
    private void crashAfterWriting(int count) throws Exception {
        Map<String, Object> properties = new HashMap<>(KAFKA);
        properties.putAll(Map.of("group.id", run, "auto.offset.reset", "earliest", "enable.auto.commit", false));
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                var audit = AuditFolder.open(folder, 1024 * 1024, Clock.systemUTC());
                var translator = new Translator(REGISTRY)) {
            Delivery delivery = new Delivery(translator, audit, PRODUCER, meters);
            consumer.subscribe(List.of(Topics.AUDIT.name()));
            await().atMost(LONG).until(() -> {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
                delivery.deliver(records);
                return ids().size() == count;
            });
        }
    }

    private AuditEvent audit(String name) {
        return Records.audit(run + name, AuditStep.CALLED).build();
    }

    private <V extends SpecificRecord> void send(Topic<V> topic, V value) {
        send(topic.name(), bytes(topic, value));
    }

    private void send(String topic, byte @Nullable [] value) {
        PRODUCER.send(new ProducerRecord<>(topic, run.getBytes(UTF_8), value));
    }

    private static <V extends SpecificRecord> byte[] bytes(Topic<V> topic, V value) {
        try (Serializer<V> serializer = topic.serializer(REGISTRY)) {
            return serializer.serialize(topic.name(), value);
        }
    }

    private static String why(AuditSink sink) {
        return sink.health().details().getOrDefault("why", "");
    }

    private void awaitLines(int count) {
        await().atMost(LONG).until(() -> ids().size() >= count);
    }

    private List<String> ids() throws IOException {
        return lines().stream().map(line -> line.at("/metadata/uid").asText()).toList();
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jsonl")) {
            for (Path file : files) {
                for (String line : Files.readAllLines(file)) {
                    lines.add(JSON.readTree(line));
                }
            }
        }
        lines.removeIf(line -> !line.at("/metadata/uid").asText().startsWith(run));
        return lines;
    }

    private List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(KAFKA, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.DEAD_LETTERS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(Duration.ofMillis(100))) {
                    if (Arrays.equals(letter.key(), run.getBytes(UTF_8))) {
                        reasons.add(RecordHeaders.text(letter.headers(), DeadLetters.REASON)
                                .orElseThrow());
                    }
                }
            }
        }
        return reasons;
    }
}
