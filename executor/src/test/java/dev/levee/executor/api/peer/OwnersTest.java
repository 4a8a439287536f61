package dev.levee.executor.api.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.levee.sandbox.kafka.KafkaForTests;
import dev.levee.schemas.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is believed of the members of a group, against a real broker.
class OwnersTest {

    private static final URI SELF = URI.create("https://levee-executor-0.levee-executor:8443");

    @Test
    void areReachedAsTheyTell() {
        assertThat(ownerCalled("https://levee-executor-1.levee-executor:8443", Optional.of(SELF)))
                .hasValue(URI.create("https://levee-executor-1.levee-executor:8443"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://levee-executor-1.levee-executor:8443",
                "https://levee-executor-1.elsewhere.example:8443",
                "https://levee-executor-0.levee-executor@elsewhere.example:8443",
                "https://elsewhere:8443",
                "https:levee-executor-1.levee-executor",
                "no url",
                ""
            })
    void areNotBelievedWhereACodeCouldComeToOthers(String told) {
        assertThat(ownerCalled(told, Optional.of(SELF))).isEmpty();
    }

    @Test
    void areUnknownToAnInstanceThatTellsNoUrlItself() {
        assertThat(ownerCalled(SELF.toString(), Optional.empty())).isEmpty();
    }

    private static Optional<URI> ownerCalled(String url, Optional<URI> self) {
        Map<String, Object> kafka = Map.of("bootstrap.servers", KafkaForTests.bootstrapServers());
        String group = "owners-" + UUID.randomUUID();
        try (Owners owners = new Owners(kafka, group, self);
                KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                KafkaForTests.bootstrapServers(),
                                "group.id",
                                group,
                                "client.id",
                                "levee-executor@" + url),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            member.subscribe(List.of(Topics.COMMANDS.name()));
            await().until(() -> {
                member.poll(Duration.ofMillis(100));
                return !member.assignment().isEmpty();
            });
            return owners.of(0);
        }
    }
}
