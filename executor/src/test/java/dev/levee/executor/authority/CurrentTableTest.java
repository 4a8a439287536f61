package dev.levee.executor.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.levee.sandbox.kafka.KafkaForTests;
import dev.levee.schemas.Heartbeat;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topics;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class CurrentTableTest {

    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", KafkaForTests.bootstrapServers());
    private static final Registry REGISTRY = Registry.at("mock://current-table");

    @Test
    void saysSoWhenItStopsOfWhatNobodyExpects() {
        Error outOfMemory = new OutOfMemoryError("as if");
        try (CurrentTable<Heartbeat, String> table = table(outOfMemory)) {
            table.start(CurrentTable.PATIENCE);

            publish("777700000001");

            await().untilAsserted(() -> assertThat(table.failure()).hasValue(outOfMemory));
            assertThat(table.caughtUp()).isCompletedExceptionally();
        }
    }

    private static CurrentTable<Heartbeat, String> table(Error error) {
        return new CurrentTable<>(KAFKA, REGISTRY, Topics.HEARTBEATS, Heartbeat::getAccount, heartbeat -> {
            if (heartbeat.getAccount().equals("777700000001")) {
                throw error;
            }
            return heartbeat.getId();
        });
    }

    private static void publish(String account) {
        Instant now = Instant.now();
        try (KafkaProducer<String, Heartbeat> producer =
                new KafkaProducer<>(KAFKA, new StringSerializer(), Topics.HEARTBEATS.serializer(REGISTRY))) {
            producer.send(new ProducerRecord<>(
                    Topics.HEARTBEATS.name(), account, new Heartbeat(account, "eu-west-1", "h-1", now, now, now)));
        }
    }
}
