package dev.levee.evaluator.topology;

import dev.levee.evaluator.decision.Change;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/// Lets each event pass once within a window that begins when it is first seen. Sources key the same event alike, so
/// its copies meet in the same partition.
///
/// The window goes by the wall clock, not by the events' own times: those are out of order and hours late, and one
/// from the future would make the store forget everything.
final class DropDuplicates extends ContextualFixedKeyProcessor<byte[], Change, Change> {

    static final String STORE = "seen-event-ids";
    private static final byte[] SEEN = {};

    private final Duration window;
    private final Clock clock;
    private final EvaluatorMetrics metrics;

    DropDuplicates(Duration window, Clock clock, EvaluatorMetrics metrics) {
        this.window = window;
        this.clock = clock;
        this.metrics = metrics;
    }

    static StoreBuilder<WindowStore<String, byte[]>> store(Duration window) {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(STORE, window, window, false), Serdes.String(), Serdes.ByteArray());
    }

    @Override
    public void process(FixedKeyRecord<byte[], Change> record) {
        String id = record.value().event().getId();
        long now = clock.millis();
        if (seen(id, now)) {
            metrics.duplicates().increment();
            return;
        }
        seenIds().put(id, SEEN, now);
        context().forward(record);
    }

    /// Looks into the future too: clocks of two instances differ.
    private boolean seen(String id, long now) {
        try (WindowStoreIterator<byte[]> sightings =
                seenIds().fetch(id, now - window.toMillis(), now + window.toMillis())) {
            return sightings.hasNext();
        }
    }

    private WindowStore<String, byte[]> seenIds() {
        return context().getStateStore(STORE);
    }
}
