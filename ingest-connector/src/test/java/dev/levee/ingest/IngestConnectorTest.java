package dev.levee.ingest;

import static dev.levee.ingest.Samples.change;
import static dev.levee.ingest.Samples.eventBridge;
import static dev.levee.ingest.Samples.file;
import static dev.levee.ingest.Samples.heartbeat;
import static dev.levee.ingest.Samples.sns;
import static dev.levee.ingest.Samples.with;
import static dev.levee.ingest.Samples.without;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.levee.sandbox.kafka.KafkaForTests;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.DeadLetters;
import dev.levee.schemas.RecordHeaders;
import dev.levee.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class IngestConnectorTest {

    private static final String KAFKA = KafkaForTests.bootstrapServers();

    private final Connectors connectors = new Connectors(KAFKA);
    private final WrittenRecords events = new WrittenRecords(KAFKA, Topics.EVENTS.name());
    private final WrittenRecords deadLetters = new WrittenRecords(KAFKA, Topics.DEAD_LETTERS);
    private final LocalQueue queue;

    IngestConnectorTest(TestInfo test) {
        queue = LocalQueue.create(test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void forget() {
        events.close();
        deadLetters.close();
    }

    @Test
    void bringsEventsToTheTopicAndThenDeletesTheirMessages() {
        Instant before = Instant.now();
        queue.send(eventBridge(change("e-1")), sns(change("e-2")), file(change("e-3"), change("e-4")));

        try (IngestConnector connector = connectors.start(queue.url())) {
            await().until(queue::isEmpty);
        }

        List<CloudEvent> written = events.events();
        assertThat(written).extracting(CloudEvent::getId).containsExactlyInAnyOrder("e-1", "e-2", "e-3", "e-4");
        assertThat(written).allSatisfy(event -> {
            assertThat(event.getSource()).isEqualTo("sqs:bringsEventsToTheTopicAndThenDeletesTheirMessages");
            assertThat(event.getObservedAt()).isBetween(before.minusSeconds(1), Instant.now());
        });
        assertThat(events.soFar()).allSatisfy(record -> {
            assertThat(record.key()).asString(UTF_8).isEqualTo("111122223333/sg-1");
            assertThat(RecordHeaders.text(record.headers(), RecordHeaders.ACTION))
                    .contains("ec2:AuthorizeSecurityGroupIngress");
        });
    }

    @Test
    void writesHeartbeatsToTheirOwnTopic() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        queue.send(heartbeat("h-1"), heartbeat("h-2").replace(",\"sentAt\":\"2026-11-03T10:15:30.250Z\"", ""));

        try (WrittenRecords heartbeats = new WrittenRecords(KAFKA, Topics.HEARTBEATS.name());
                IngestConnector connector = connectors.start(queue.url())) {
            await().until(queue::isEmpty);

            assertThat(heartbeats.values(Topics.HEARTBEATS)).singleElement().satisfies(heartbeat -> {
                assertThat(heartbeat.getId()).isEqualTo("h-1");
                assertThat(heartbeat.getAccount()).isEqualTo("111122223333");
                assertThat(heartbeat.getSeenAt()).isBetween(before, Instant.now());
            });
            assertThat(heartbeats.soFar())
                    .allSatisfy(
                            record -> assertThat(record.key()).asString(UTF_8).isEqualTo("111122223333/eu-central-1"));
        }
        assertThat(events.soFar()).isEmpty();
        assertThat(deadLetters.soFar())
                .singleElement()
                .satisfies(letter -> assertThat(RecordHeaders.text(letter.headers(), DeadLetters.REASON))
                        .contains("line 1: detail.sentAt is missing"));
        assertThat(connectors.count("heartbeats")).isEqualTo(1);
    }

    @Test
    void accountsForEveryRecord() {
        queue.send(
                eventBridge(change("e-1")),
                with(change("e-2"), "readOnly", "true"),
                with(change("e-3"), "errorCode", "\"AccessDenied\""),
                eventBridge("EC2 Spot Instance Interruption Warning", "{}"),
                "no json",
                file(change("e-6"), without(change("e-7"), "eventID")));

        try (IngestConnector connector = connectors.start(queue.url())) {
            await().until(queue::isEmpty);
        }

        assertThat(connectors.count("received")).isEqualTo(7);
        assertThat(connectors.count("produced")).isEqualTo(2);
        assertThat(connectors.count("dropped")).isEqualTo(2);
        assertThat(connectors.count("ignored")).isEqualTo(1);
        assertThat(connectors.count("dead.lettered")).isEqualTo(2);
        assertThat(connectors.count("unwritten")).isZero();
    }

    @Test
    void buriesWhatCannotBeUsedAndSaysWhy() {
        String unusable = eventBridge(without(change("e-1"), "eventID"));
        queue.send(unusable);

        try (IngestConnector connector = connectors.start(queue.url())) {
            await().until(queue::isEmpty);
        }

        assertThat(deadLetters.soFar()).singleElement().satisfies(letter -> {
            assertThat(letter.value()).asString(UTF_8).isEqualTo(unusable);
            assertThat(RecordHeaders.text(letter.headers(), DeadLetters.REASON)).contains("line 1: eventID is missing");
            assertThat(RecordHeaders.text(letter.headers(), DeadLetters.TOPIC))
                    .contains("sqs:buriesWhatCannotBeUsedAndSaysWhy");
        });
    }

    @Test
    void buriesAnEventTooLargeForTheTopicWhole() throws Exception {
        String large = with(change("e-1"), "noise", '"' + noise(20_000) + '"');
        queue.send(large, change("e-2"));
        setOnEvents("max.message.bytes", "5000");

        try (IngestConnector connector = connectors.start(queue.url())) {
            await().atMost(Duration.ofSeconds(20)).until(queue::isEmpty);
        } finally {
            setOnEvents("max.message.bytes", "1048588");
        }

        assertThat(deadLetters.texts()).containsExactly(large);
        assertThat(events.events()).extracting(CloudEvent::getId).containsExactly("e-2");
    }

    @Test
    void losesNothingWhenItIsStopped() {
        String[] messages = IntStream.range(0, 300)
                .mapToObj(i -> eventBridge(change("e-" + i)))
                .toArray(String[]::new);
        queue.send(messages);

        Map<String, Object> unhurried = Map.of("linger.ms", "100"); // or all would be done before it is stopped
        try (IngestConnector connector = connectors.start(queue.url(), unhurried)) {
            await().pollInterval(Duration.ofMillis(5)).until(() -> connectors.count("produced") > 20);
        }
        long produced = connectors.count("produced");
        try (IngestConnector connector = connectors.start(queue.url())) {
            await().atMost(Duration.ofSeconds(30)).until(queue::isEmpty);
        }

        assertThat(produced).isLessThan(300);
        assertThat(events.events())
                .extracting(CloudEvent::getId)
                .containsAll(IntStream.range(0, 300).mapToObj(i -> "e-" + i).toList());
    }

    @Test
    void showsTheProducersOwnMetricsWhileItRuns() {
        try (IngestConnector _ = connectors.start(queue.url())) {
            assertThat(connectors
                            .meters()
                            .find("kafka.producer.record.send.total")
                            .meter())
                    .isNotNull();
        }

        assertThat(connectors.meters().find("kafka.producer.record.send.total").meter())
                .isNull();
    }

    @Test
    void stopsWithoutWaitingForALongPoll() {
        IngestConnector connector = connectors.start(queue.url());
        await().until(() -> connector.health().ready());

        Instant before = Instant.now();
        connector.close();

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
        connector.close();
    }

    @Test
    void saysWhatItWaitsForUntilItAnswers() {
        try (IngestConnector connector = connectors.create(queue.url() + "-missing", Map.of())) {
            assertThat(connector.health().ready()).isFalse();
            connector.start();

            await().until(() -> connector.health().details().toString().contains("QueueDoesNotExist"));
            assertThat(connector.health().live()).isTrue();
            assertThat(connector.health().ready()).isFalse();
        }
    }

    private static String noise(int length) {
        StringBuilder noise = new StringBuilder();
        new Random(1).ints(length, 'a', 'z').forEach(letter -> noise.append((char) letter));
        return noise.toString();
    }

    private static void setOnEvents(String property, String value) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA))) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.EVENTS.name());
            admin.incrementalAlterConfigs(
                            Map.of(topic, List.of(new AlterConfigOp(new ConfigEntry(property, value), OpType.SET))))
                    .all()
                    .get();
        }
    }
}
