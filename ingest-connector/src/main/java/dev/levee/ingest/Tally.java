package dev.levee.ingest;

import static java.util.Objects.requireNonNull;

import dev.levee.ingest.decode.Decoded;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// Counts records by where they went. The metrics and a replay's report are these same numbers.
final class Tally {

    private final LongAdder received = new LongAdder();
    private final LongAdder produced = new LongAdder();
    private final LongAdder heartbeats = new LongAdder();
    private final LongAdder deadLettered = new LongAdder();
    private final LongAdder unwritten = new LongAdder();
    private final Map<Decoded.Cause, LongAdder> dropped = adders(Decoded.Cause.class);
    private final Map<Decoded.Kind, LongAdder> ignored = adders(Decoded.Kind.class);

    /// The meters live as long as this tally is referred to.
    void bindTo(MeterRegistry meters) {
        counter("levee.ingest.received", received, "Records read from the source.")
                .register(meters);
        counter("levee.ingest.produced", produced, "Events Kafka has acknowledged.")
                .register(meters);
        counter("levee.ingest.heartbeats", heartbeats, "Heartbeats Kafka has acknowledged.")
                .register(meters);
        counter("levee.ingest.dead.lettered", deadLettered, "Unusable records Kafka has acknowledged.")
                .register(meters);
        counter("levee.ingest.unwritten", unwritten, "Records Kafka did not take; their source still has them.")
                .register(meters);
        dropped.forEach((cause, adder) -> counter("levee.ingest.dropped", adder, "Events nobody asked to keep.")
                .tag("cause", cause.tag())
                .register(meters));
        ignored.forEach((kind, adder) -> counter("levee.ingest.ignored", adder, "Known things that are no event.")
                .tag("kind", kind.tag())
                .register(meters));
    }

    void received() {
        received.increment();
    }

    void produced() {
        produced.increment();
    }

    void heartbeat() {
        heartbeats.increment();
    }

    void deadLettered() {
        deadLettered.increment();
    }

    void unwritten() {
        unwritten.increment();
    }

    void dropped(Decoded.Cause cause) {
        requireNonNull(dropped.get(cause)).increment();
    }

    void ignored(Decoded.Kind kind) {
        requireNonNull(ignored.get(kind)).increment();
    }

    Counts counts() {
        return new Counts(
                received.sum(),
                produced.sum(),
                heartbeats.sum(),
                sums(dropped),
                sums(ignored),
                deadLettered.sum(),
                unwritten.sum());
    }

    private static FunctionCounter.Builder<LongAdder> counter(String name, LongAdder adder, String description) {
        return FunctionCounter.builder(name, adder, LongAdder::doubleValue).description(description);
    }

    private static <K extends Enum<K>> Map<K, LongAdder> adders(Class<K> keys) {
        Map<K, LongAdder> adders = new EnumMap<>(keys);
        for (K key : keys.getEnumConstants()) {
            adders.put(key, new LongAdder());
        }
        return adders;
    }

    private static <K> Map<K, Long> sums(Map<K, LongAdder> adders) {
        return adders.entrySet().stream()
                .filter(entry -> entry.getValue().sum() > 0)
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().sum()));
    }
}
