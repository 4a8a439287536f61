package dev.levee.executor.authority;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.executor.journal.Decoder;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A compacted topic in memory, kept current by a thread of its own. A row that cannot be decoded, or whose key is
/// not the one that follows from what it says, is no row.
///
/// @param <V> what the topic holds
/// @param <T> what is made of it
public final class CurrentTable<V extends SpecificRecord, T> implements AutoCloseable {

    /// How long a process may take to read its tables when it starts.
    public static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(CurrentTable.class);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Map<String, T> rows = new ConcurrentHashMap<>();
    private final Queue<CompletableFuture<Void>> questions = new ConcurrentLinkedQueue<>();
    private final Topic<V> topic;
    private final Decoder<V> decoder;
    private final Function<V, String> key;
    private final Predicate<V> keep;
    private final Function<V, T> make;
    private final Map<String, Object> kafka;
    private final Thread reader;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    /// @param key of a row
    public CurrentTable(
            Map<String, Object> kafka,
            Registry registry,
            Topic<V> topic,
            Function<V, String> key,
            Function<V, T> make) {
        this(kafka, registry, topic, key, _ -> true, make);
    }

    /// @param key of a row
    /// @param keep what is not kept counts as deleted
    public CurrentTable(
            Map<String, Object> kafka,
            Registry registry,
            Topic<V> topic,
            Function<V, String> key,
            Predicate<V> keep,
            Function<V, T> make) {
        this.topic = topic;
        this.key = key;
        this.decoder = new Decoder<>(topic, registry);
        this.keep = keep;
        this.make = make;
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.kafka.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.reader = new Thread(this::read, "table-" + topic.name());
    }

    /// Returns once what the topic holds is known.
    ///
    /// @throws java.util.concurrent.CompletionException if it cannot be read in time
    public void start(Duration patience) {
        reader.start();
        caughtUp().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    public Optional<T> get(String key) {
        return Optional.ofNullable(rows.get(key));
    }

    /// As they are now, in no order.
    public Collection<T> all() {
        return Collections.unmodifiableCollection(rows.values());
    }

    /// Completes once the table has everything the topic held at some moment after this call.
    public CompletableFuture<Void> caughtUp() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        questions.add(answer);
        if (closed || failure != null) {
            refuseQuestions();
        }
        return answer;
    }

    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        closed = true;
    }

    /// Somebody who waits until the table has reached these ends.
    private record Question(Map<TopicPartition, Long> ends, CompletableFuture<Void> answer) {

        boolean answered(Consumer<?, ?> consumer) {
            boolean reached =
                    ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            return reached && answer.complete(null);
        }
    }

    private void read() {
        List<Question> asked = new ArrayList<>();
        try (Consumer<byte @Nullable [], byte @Nullable []> consumer =
                new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                for (@Nullable CompletableFuture<Void> question = questions.poll();
                        question != null;
                        question = questions.poll()) {
                    asked.add(new Question(consumer.endOffsets(partitions), question));
                }
                consumer.poll(POLL).forEach(this::take);
                asked.removeIf(question -> question.answered(consumer));
            }
        } catch (RuntimeException | Error e) {
            failure = e;
            log.atError().setCause(e).addKeyValue("topic", topic.name()).log("table stopped");
        } finally {
            closed = true;
            asked.forEach(question -> questions.add(question.answer()));
            refuseQuestions();
        }
    }

    private void refuseQuestions() {
        for (@Nullable CompletableFuture<Void> question = questions.poll();
                question != null;
                question = questions.poll()) {
            question.completeExceptionally(new IllegalStateException(topic.name() + " is not read any more", failure));
        }
    }

    private void take(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        if (record.key() == null) {
            return;
        }
        String name = new String(record.key(), UTF_8);
        if (record.value() == null) {
            rows.remove(name);
            return;
        }
        try {
            V value = decoder.decode(record.value());
            if (!key.apply(value).equals(name)) {
                rows.remove(name);
                warn(record, "its key is not " + key.apply(value));
            } else if (keep.test(value)) {
                rows.put(name, make.apply(value));
            } else {
                rows.remove(name);
            }
        } catch (Decoder.UndecodableException e) {
            rows.remove(name);
            warn(record, String.valueOf(e.getMessage()));
        }
    }

    private static void warn(ConsumerRecord<?, ?> record, String why) {
        log.atError()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("error", why)
                .log("row is not usable and counts as deleted");
    }
}
