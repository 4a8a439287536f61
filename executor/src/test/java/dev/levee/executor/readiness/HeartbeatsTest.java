package dev.levee.executor.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.levee.sandbox.kafka.KafkaForTests;
import dev.levee.schemas.Heartbeat;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {

    private static final Registry REGISTRY = Registry.at("mock://heartbeats");
    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", KafkaForTests.bootstrapServers());

    private final Heartbeats heartbeats = new Heartbeats(KAFKA, REGISTRY);

    @AfterEach
    void close() {
        heartbeats.close();
    }

    @Test
    void completesWhenTheHeartbeatIsBack() {
        heartbeats.start(Duration.ofSeconds(30));
        CompletableFuture<Heartbeat> back = heartbeats.expect("100000000001", "eu-west-1", "h-1");

        publish("100000000001", "eu-west-1", "h-1");

        assertThat(back).succeedsWithin(Duration.ofSeconds(10));
        await().untilAsserted(() -> assertThat(heartbeats.last("100000000001", "eu-west-1"))
                .hasValueSatisfying(last -> assertThat(last.getId()).isEqualTo("h-1")));
    }

    @Test
    void takesNoHeartbeatOfAnotherAccountForIt() {
        heartbeats.start(Duration.ofSeconds(30));
        CompletableFuture<Heartbeat> back = heartbeats.expect("100000000002", "eu-west-1", "h-2");

        publish("100000000003", "eu-west-1", "h-2");
        CompletableFuture<Heartbeat> later = heartbeats.expect("100000000003", "eu-west-1", "h-3");
        publish("100000000003", "eu-west-1", "h-3");

        assertThat(later).succeedsWithin(Duration.ofSeconds(10));
        assertThat(back).isNotDone();
    }

    @Test
    void remembersTheLastOneOfEachRegion() {
        publish("100000000004", "eu-west-1", "h-4");
        publish("100000000004", "us-east-1", "h-5");
        publish("100000000004", "eu-west-1", "h-6");

        heartbeats.start(Duration.ofSeconds(30));

        assertThat(heartbeats.last("100000000004", "eu-west-1").orElseThrow().getId())
                .isEqualTo("h-6");
        assertThat(heartbeats.last("100000000004", "us-east-1").orElseThrow().getId())
                .isEqualTo("h-5");
        assertThat(heartbeats.last("100000000004", "ap-south-1")).isEmpty();
    }

    private static void publish(String account, String region, String id) {
        Heartbeat heartbeat = new Heartbeat(account, region, id, Instant.now(), Instant.now(), Instant.now());
        try (KafkaProducer<String, Heartbeat> producer =
                new KafkaProducer<>(KAFKA, new StringSerializer(), Topics.HEARTBEATS.serializer(REGISTRY))) {
            producer.send(new ProducerRecord<>(Topics.HEARTBEATS.name(), account + "/" + region, heartbeat));
        }
    }
}
