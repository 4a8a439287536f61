package dev.levee.ingest;

import static dev.levee.ingest.Samples.change;
import static dev.levee.ingest.Samples.eventBridge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.levee.sandbox.kafka.KafkaForTests;
import dev.levee.sandbox.kafka.LocalBroker;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaOutageTest {

    @TempDir
    private Path folder;

    private LocalBroker broker;
    private Connectors connectors;

    @BeforeEach
    void startBroker() {
        broker = LocalBroker.start(folder, 0);
        broker.createTopics(1);
        connectors = new Connectors(broker.bootstrapServers());
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void leavesAMessageInItsQueueUntilSomeKafkaTakesIt() {
        LocalQueue queue = LocalQueue.create("leaves-a-message");
        Map<String, Object> impatient =
                Map.of("max.block.ms", "1000", "delivery.timeout.ms", "1500", "request.timeout.ms", "1000");

        try (IngestConnector connector = connectors.start(queue.url(), impatient)) {
            await().until(() -> connector.health().ready());
            broker.close();
            queue.send(eventBridge(change("e-1")));
            await().atMost(ONE_MINUTE).until(() -> connectors.count("unwritten") >= 1);
            assertThat(queue.isEmpty()).isFalse();
        }
        assertThat(queue.isEmpty()).isFalse();

        Connectors elsewhere = new Connectors(KafkaForTests.bootstrapServers());
        try (IngestConnector connector = elsewhere.start(queue.url())) {
            await().until(queue::isEmpty);
        }
        assertThat(elsewhere.count("produced")).isEqualTo(1);
    }

    @Test
    void hidesAMessageFromOthersAsLongAsKafkaMayStillTakeIt() {
        LocalQueue queue = LocalQueue.create("hides-a-message");

        try (IngestConnector connector = connectors.start(queue.url())) {
            await().until(() -> connector.health().ready());
            broker.close();
            long before = LocalQueue.extensions();
            queue.send(eventBridge(change("e-1")));

            await().atMost(ONE_MINUTE).until(() -> LocalQueue.extensions() >= before + 4);

            assertThat(connectors.count("received")).isEqualTo(1);
        }
        assertThat(queue.isEmpty()).isFalse();
    }
}
