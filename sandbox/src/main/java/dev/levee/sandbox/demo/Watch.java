package dev.levee.sandbox.demo;

import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.Command;
import dev.levee.schemas.DeadLetters;
import dev.levee.schemas.OutcomeKind;
import dev.levee.schemas.RecordHeaders;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/// Reads along with Levee's topics and remembers what was seen. Used by one thread.
final class Watch implements AutoCloseable {

    private static final Set<String> TOPICS =
            Set.of(Topics.EVENTS.name(), Topics.COMMANDS.name(), Topics.AUDIT.name(), Topics.DEAD_LETTERS);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Set<String> remediators;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Deserializer<CloudEvent> cloudEvents;
    private final Deserializer<AuditEvent> audit;
    private final Deserializer<Command> commands;

    private final Map<String, Command> ordered = new HashMap<>();
    private final Map<String, Instant> accepted = new HashMap<>();
    private final Map<String, AuditEvent> outcomes = new HashMap<>();
    private final Map<String, String> ownChanges = new HashMap<>();
    private final List<AuditEvent> suppressed = new ArrayList<>();
    private long events;
    private long deadLetters;

    /// @param remediators ARNs of the roles that fixes run under
    Watch(String bootstrapServers, Registry registry, Set<String> remediators) {
        this.remediators = remediators;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.cloudEvents = Topics.EVENTS.deserializer(registry);
        this.audit = Topics.AUDIT.deserializer(registry);
        this.commands = Topics.COMMANDS.deserializer(registry);
        List<TopicPartition> partitions = TOPICS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // fixes the end as of now
    }

    /// Takes in what has come since the last call, and tells of it.
    void poll(Consumer<DemoEvent> seen) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
            if (message.topic().equals(Topics.EVENTS.name())) {
                events++;
                CloudEvent event = cloudEvents.deserialize(message.topic(), message.value());
                if (event.getActor().getIssuer().filter(remediators::contains).isPresent()) {
                    ownChanges.put(event.getId(), sessionOf(event));
                }
            } else if (message.topic().equals(Topics.COMMANDS.name())) {
                Command command = commands.deserialize(message.topic(), message.value());
                ordered.put(command.getId(), command);
            } else if (message.topic().equals(Topics.AUDIT.name())) {
                AuditEvent event = audit.deserialize(message.topic(), message.value());
                remember(event);
                seen.accept(new DemoEvent.Audited(event));
            } else {
                deadLetters++;
                seen.accept(new DemoEvent.DeadLettered(
                        RecordHeaders.text(message.headers(), DeadLetters.TOPIC).orElse("?"),
                        RecordHeaders.text(message.headers(), DeadLetters.REASON)
                                .orElse("?")));
            }
        }
    }

    long events() {
        return events;
    }

    long deadLetters() {
        return deadLetters;
    }

    long decisions() {
        return ordered.size();
    }

    Collection<AuditEvent> outcomes() {
        return outcomes.values();
    }

    long outcomes(OutcomeKind kind) {
        return outcomes.values().stream()
                .filter(event -> event.getOutcome().filter(kind::equals).isPresent())
                .count();
    }

    /// Levee's own changes that came back: event id → id of the command that made it.
    Map<String, String> ownChanges() {
        return ownChanges;
    }

    /// Commands that one of Levee's own changes led to; there must be none.
    long ownChangesThatCausedSomething() {
        return ordered.values().stream()
                .filter(command -> ownChanges.containsKey(command.getCause().getEventId()))
                .count();
    }

    List<AuditEvent> suppressed() {
        return suppressed;
    }

    /// Whether every command that was ordered has ended.
    boolean settled() {
        return outcomes.keySet().containsAll(ordered.keySet());
    }

    /// Commands whose calls the cloud accepted.
    Set<String> accepted() {
        return accepted.keySet();
    }

    /// From the event in the queue to the cloud's acceptance of the last call, for every fix.
    List<Long> eventToFixMillis() {
        List<Long> millis = new ArrayList<>();
        accepted.forEach((id, time) -> {
            Command command = ordered.get(id);
            if (command != null) {
                millis.add(Duration.between(command.getCause().getObservedAt(), time)
                        .toMillis());
            }
        });
        return millis;
    }

    /// A session is named `levee-<command id>`.
    private static String sessionOf(CloudEvent event) {
        String arn = event.getActor().getId();
        return arn.substring(arn.lastIndexOf("/levee-") + "/levee-".length());
    }

    private void remember(AuditEvent event) {
        switch (event.getStep()) {
            case SUPPRESSED -> suppressed.add(event);
            case OUTCOME -> event.getCommand().ifPresent(command -> outcomes.put(command, event));
            case CALLED ->
                event.getCommand()
                        .ifPresent(command -> accepted.merge(
                                command, event.getTime(), (one, other) -> one.isAfter(other) ? one : other));
            case OWN_CHANGE, DECIDED, AUTHORISED, JUDGED, INTENT, WAITING -> {}
        }
    }

    @Override
    public void close() {
        consumer.close();
        cloudEvents.close();
        audit.close();
        commands.close();
    }
}
