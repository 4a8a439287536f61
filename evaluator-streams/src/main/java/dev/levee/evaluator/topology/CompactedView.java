package dev.levee.evaluator.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.evaluator.reading.AvroReader;
import dev.levee.evaluator.reading.UnreadableException;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What stands on a compacted topic, in full and up to date in every instance.
///
/// The store keeps bytes, so that a record nobody can read stops nothing: it is reported, and its key then stands for
/// nothing at all, rather than for a former value its owner has replaced.
final class CompactedView<V extends SpecificRecord> {

    private static final Logger log = LoggerFactory.getLogger(CompactedView.class);

    private final Topic<V> topic;
    private final String store;
    private final AvroReader<V> reader;
    private final BiFunction<String, V, List<String>> put;
    private final Consumer<String> remove;
    private final Consumer<ProducerRecord<byte[], byte[]>> deadLetters;
    private final Map<String, String> broken = new ConcurrentSkipListMap<>();
    private final Set<String> inForce = ConcurrentHashMap.newKeySet();

    /// @param put takes a value, perhaps twice, and says what is wrong with it; if anything is, the key is removed
    CompactedView(
            Topic<V> topic,
            String store,
            Registry registry,
            BiFunction<String, V, List<String>> put,
            Consumer<String> remove,
            Consumer<ProducerRecord<byte[], byte[]>> deadLetters) {
        this.topic = topic;
        this.store = store;
        this.reader = new AvroReader<>(topic, registry);
        this.put = put;
        this.remove = remove;
        this.deadLetters = deadLetters;
    }

    /// The store is in memory: the topic is small, and read from its beginning it cannot disagree with a file.
    void addTo(StreamsBuilder builder) {
        builder.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                topic.name(),
                Consumed.with(Serdes.String(), Serdes.ByteArray()).withName(store),
                Keeper::new);
    }

    /// How many keys have a value that counts.
    int size() {
        return inForce.size();
    }

    /// Key → what is wrong with its value.
    Map<String, String> broken() {
        return Map.copyOf(broken);
    }

    private List<String> take(String key, byte @Nullable [] bytes) {
        List<String> problems = bytes == null ? remove(key) : put(key, bytes);
        if (problems.isEmpty()) {
            broken.remove(key);
        } else {
            broken.put(key, String.join("; ", problems));
        }
        if (bytes == null || !problems.isEmpty()) {
            inForce.remove(key);
        } else {
            inForce.add(key);
        }
        return problems;
    }

    private List<String> put(String key, byte[] bytes) {
        try {
            return put.apply(key, reader.read(bytes));
        } catch (UnreadableException e) {
            remove.accept(key);
            return List.of(e.why());
        }
    }

    private List<String> remove(String key) {
        remove.accept(key);
        return List.of();
    }

    /// Kafka does not promise to run the processor of a global store while it restores the store, so what is in the
    /// store is taken at the start; values it did run for are known by then.
    private final class Keeper extends ContextualProcessor<String, byte @Nullable [], Void, Void> {

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            super.init(context);
            try (KeyValueIterator<String, byte[]> all = bytes().all()) {
                all.forEachRemaining(kept -> take(kept.key, kept.value));
            }
        }

        @Override
        public void process(Record<String, byte @Nullable []> record) {
            bytes().put(record.key(), record.value());
            List<String> problems = take(record.key(), record.value());
            if (!problems.isEmpty()) {
                report(record, String.join("; ", problems));
            }
        }

        private void report(Record<String, byte @Nullable []> record, String problems) {
            log.atWarn()
                    .addKeyValue("topic", topic.name())
                    .addKeyValue("key", record.key())
                    .addKeyValue("error", problems)
                    .log("record is broken and counts as removed");
            deadLetters.accept(
                    DeadLetter.of(context(), record.key().getBytes(UTF_8), record.value(), record.headers(), problems));
        }

        private KeyValueStore<String, byte[]> bytes() {
            return context().getStateStore(store);
        }
    }
}
