package dev.levee.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.levee.executor.InstancesForTests.Instance;
import dev.levee.executor.api.CallsForTests.Answer;
import dev.levee.executor.api.peer.Owners;
import dev.levee.schemas.Finding;
import dev.levee.schemas.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A partition's owner is a member of the group that nobody can reach.
class MovingPartitionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void isAskedForAgainInAMoment(@TempDir Path log, @TempDir Path folder) throws Exception {
        try (InstancesForTests instances = new InstancesForTests(log, folder)) {
            Instance instance = instances.start("one");
            instances.awaitShares();
            Finding finding;
            try (Ghost ghost = new Ghost(instances.topics.kafka())) {
                await().atMost(PATIENCE).until(() -> !ghost.owned().isEmpty());
                finding = instances.found(arn -> ghost.owned().contains(InstancesForTests.partition(arn)));

                Answer answer = instances.fix(instance, finding, InstancesForTests.CODE);

                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.body().path("detail").asText())
                        .contains("cannot be reached", "the code was not used, and is not kept");
                assertThat(answer.body().path("mend").asText()).contains("LEVEE_API_ADVERTISED_URL");
            }

            await().atMost(PATIENCE).until(() -> instance.owns(finding.getResource()));

            assertThat(instances.fix(instance, finding, InstancesForTests.CODE).status())
                    .isEqualTo(200);
        }
    }

    /// A member of the executors' group that advertises a place where nobody answers.
    private static final class Ghost implements AutoCloseable {

        private final Set<Integer> owned = ConcurrentHashMap.newKeySet();
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final Thread thread = new Thread(this::run, "ghost");
        private volatile boolean gone;

        Ghost(Map<String, Object> kafka) {
            Map<String, Object> properties = new HashMap<>(kafka);
            properties.put("group.id", InstancesForTests.GROUP);
            properties.put("client.id", Owners.clientId(URI.create("https://localhost:1")));
            properties.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
            consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            thread.start();
        }

        Set<Integer> owned() {
            return owned;
        }

        private void run() {
            try (consumer) {
                consumer.subscribe(List.of(Topics.COMMANDS.name()));
                while (!gone) {
                    consumer.poll(Duration.ofMillis(100));
                    consumer.assignment().forEach(partition -> owned.add(partition.partition()));
                }
            }
        }

        @Override
        public void close() throws InterruptedException {
            gone = true;
            thread.join();
        }
    }
}
