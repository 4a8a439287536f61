package dev.levee.sandbox;

import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.AuditStep;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.OutcomeKind;
import dev.levee.schemas.Phase;
import dev.levee.schemas.Snapshot;
import dev.levee.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// What Levee writes down about its work, from the beginning of the topics. For one thread.
final class Evidence implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Deserializer<AuditEvent> audits;
    private final Deserializer<Snapshot> snapshots;
    private final Deserializer<CloudEvent> events;
    private final List<AuditEvent> audit = new ArrayList<>();
    private final List<Snapshot> seen = new ArrayList<>();
    private final Map<String, CloudEvent> causes = new HashMap<>();

    Evidence(Sandbox sandbox) {
        audits = Topics.AUDIT.deserializer(sandbox.registry());
        snapshots = Topics.SNAPSHOTS.deserializer(sandbox.registry());
        events = Topics.EVENTS.deserializer(sandbox.registry());
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        sandbox.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = List.of(Topics.AUDIT, Topics.SNAPSHOTS, Topics.EVENTS).stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /// The outcome of this kind, once it is there.
    AuditEvent awaitOutcome(OutcomeKind kind, Predicate<AuditEvent> of, Duration patience) {
        try {
            return Awaitility.await()
                    .atMost(patience)
                    .pollInterval(PAUSE)
                    .until(() -> outcome(kind, of), Optional::isPresent)
                    .orElseThrow();
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "no %s; there is: %s"
                            .formatted(
                                    kind,
                                    audit.stream()
                                            .filter(of)
                                            .map(event -> event.getStep() + " "
                                                    + event.getOutcome()
                                                            .map(Enum::name)
                                                            .orElse("") + " " + event.getMessage())
                                            .collect(Collectors.joining("\n", "\n", ""))),
                    e);
        }
    }

    private Optional<AuditEvent> outcome(OutcomeKind kind, Predicate<AuditEvent> of) {
        Optional<AuditEvent> known = audit.stream()
                .filter(event -> event.getOutcome().filter(kind::equals).isPresent())
                .filter(of)
                .findFirst();
        if (known.isEmpty()) {
            poll();
        }
        return known;
    }

    Set<AuditStep> steps(String command) {
        return audit.stream()
                .filter(event -> event.getCommand().filter(command::equals).isPresent())
                .map(AuditEvent::getStep)
                .collect(Collectors.toSet());
    }

    Snapshot snapshot(String command, Phase phase) {
        return await(() -> seen.stream()
                .filter(one -> one.getCommand().equals(command) && one.getPhase() == phase)
                .findFirst());
    }

    /// The event an audit record is about.
    CloudEvent cause(AuditEvent event) {
        String id = event.getEvent().orElseThrow();
        return await(() -> Optional.ofNullable(causes.get(id)));
    }

    /// What is found, now or in what is still to be read.
    private <T> T await(Supplier<Optional<T>> find) {
        return Awaitility.await()
                .pollInterval(PAUSE)
                .until(
                        () -> {
                            poll();
                            return find.get();
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private void poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (record.topic().equals(Topics.AUDIT.name())) {
                audit.add(audits.deserialize(record.topic(), record.value()));
            } else if (record.topic().equals(Topics.SNAPSHOTS.name())) {
                seen.add(snapshots.deserialize(record.topic(), record.value()));
            } else {
                CloudEvent event = events.deserialize(record.topic(), record.value());
                causes.put(event.getId(), event);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
        audits.close();
        snapshots.close();
        events.close();
    }
}
