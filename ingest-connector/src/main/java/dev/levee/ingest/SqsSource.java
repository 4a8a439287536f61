package dev.levee.ingest;

import dev.levee.ingest.decode.Decoder;
import dev.levee.service.Health;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Empties a queue into a destination with several receivers at once. A message is deleted once everything in it is
/// safe; until then its receiver takes no other.
final class SqsSource implements AutoCloseable {

    private final List<SqsReceiver> receivers;
    private final IngestConfig config;

    SqsSource(IngestConfig config, SqsClient sqs, Decoder decoder, Destination destination) {
        this.config = config;
        String name = "sqs:" + config.queue().substring(config.queue().lastIndexOf('/') + 1);
        this.receivers = IntStream.range(0, config.receivers())
                .mapToObj(_ -> new SqsReceiver(config, sqs, new MessageWriter(name, decoder, destination)))
                .toList();
    }

    void start() {
        receivers.forEach(SqsReceiver::start);
    }

    /// Dead once a receiver ended by itself: its share of the work would be missing unseen.
    Health health() {
        Optional<Throwable> death = receivers.stream()
                .flatMap(receiver -> receiver.death().stream())
                .findFirst();
        if (death.isPresent()) {
            return Health.dead("a receiver ended: " + death.get());
        }
        return receivers.stream().anyMatch(SqsReceiver::ready)
                ? Health.up(Map.of("queue", config.queue()))
                : Health.notReady(receivers.getFirst().waitingFor());
    }

    /// Returns when all that was received is written and deleted, or the time for that is over.
    @Override
    public void close() {
        receivers.forEach(SqsReceiver::stop);
        Instant latest = Instant.now().plus(config.drain());
        receivers.forEach(receiver -> receiver.awaitEnd(latest));
    }
}
