package dev.levee.ingest;

import dev.levee.ingest.decode.Decoded;
import java.util.Map;

/// Where every record that was read went. At rest, `received` is the sum of all the others.
///
/// @param produced events that Kafka has
/// @param heartbeats signs of life of the forwarding of events; Kafka has them
/// @param deadLettered what could not be used; Kafka has it in the dead-letter topic
/// @param unwritten what Kafka did not take: a message stays in its queue, a file must be replayed
public record Counts(
        long received,
        long produced,
        long heartbeats,
        Map<Decoded.Cause, Long> dropped,
        Map<Decoded.Kind, Long> ignored,
        long deadLettered,
        long unwritten) {

    public Counts {
        dropped = Map.copyOf(dropped);
        ignored = Map.copyOf(ignored);
    }

    public long accountedFor() {
        return produced + heartbeats + sum(dropped) + sum(ignored) + deadLettered + unwritten;
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
