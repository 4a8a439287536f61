package dev.levee.executor.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.schemas.Execution;
import dev.levee.schemas.ExecutionState;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads the journal of executions back.
public final class Journal {

    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, Object> kafka;
    private final Decoder<Execution> decoder;
    private final Records records;

    public Journal(Map<String, Object> kafka, Registry registry, Records records) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.kafka.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.decoder = new Decoder<>(Topics.EXECUTIONS, registry);
        this.records = records;
    }

    /// A partition's commands, oldest first. Of those that have ended no more is kept than tells them again.
    ///
    /// @param unfinished the last entry of each
    /// @param ended id → deadline
    public record Entries(Map<String, Execution> unfinished, Map<String, Instant> ended) {

        private void put(String command, Execution execution) {
            if (execution.getState() == ExecutionState.ENDED) {
                ended.put(command, execution.getCommand().getDeadline());
            } else {
                unfinished.put(command, execution);
            }
        }

        private void remove(String command) {
            unfinished.remove(command);
            ended.remove(command);
        }
    }

    /// The commands of these partitions, as far as the journal reaches now. Entries that cannot be decoded become
    /// dead letters.
    public Map<Integer, Entries> readBack(Collection<Integer> partitions) {
        Map<Integer, Entries> entries = new HashMap<>();
        partitions.forEach(
                partition -> entries.put(partition, new Entries(new LinkedHashMap<>(), new LinkedHashMap<>())));
        try (Consumer<byte @Nullable [], byte @Nullable []> consumer =
                new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> journal = partitions.stream()
                    .map(partition -> new TopicPartition(Topics.EXECUTIONS.name(), partition))
                    .toList();
            consumer.assign(journal);
            consumer.seekToBeginning(journal);
            Map<TopicPartition, Long> ends = consumer.endOffsets(journal);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL)
                        .forEach(record -> take(record, Objects.requireNonNull(entries.get(record.partition()))));
            }
        }
        return entries;
    }

    private void take(ConsumerRecord<byte @Nullable [], byte @Nullable []> record, Entries entries) {
        if (record.key() == null) {
            return;
        }
        String command = new String(record.key(), UTF_8);
        entries.remove(command);
        if (record.value() == null) {
            return;
        }
        try {
            entries.put(command, decoder.decode(record.value()));
        } catch (Decoder.UndecodableException e) {
            records.batch().deadLetter(record, String.valueOf(e.getMessage())).await();
        }
    }
}
