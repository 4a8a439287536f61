package dev.levee.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.ingest.decode.Codes;
import dev.levee.ingest.decode.Decoded;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.DeadLetters;
import dev.levee.schemas.Heartbeat;
import dev.levee.schemas.HeartbeatEvent;
import dev.levee.schemas.RecordHeaders;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes events to levee.events, heartbeats to levee.heartbeats and what cannot be used to levee.dead-letters, each
/// acknowledged by all in-sync replicas before it counts as written. An event too large for its topic becomes a dead
/// letter, whole; nothing is cut to fit, so what even that topic does not take stays where it came from.
final class KafkaDestination implements Destination {

    private static final Logger log = LoggerFactory.getLogger(KafkaDestination.class);
    private static final String SERVICE = "ingest-connector";
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final Serializer<CloudEvent> events;
    private final Serializer<Heartbeat> heartbeats;
    private final Tally tally;

    /// @param kafka properties for the producer; acknowledgement and idempotence are not up to them
    KafkaDestination(Map<String, Object> kafka, Registry registry, Tally tally) {
        this.events = Topics.EVENTS.serializer(registry);
        this.heartbeats = Topics.HEARTBEATS.serializer(registry);
        this.producer = new KafkaProducer<>(properties(kafka), new ByteArraySerializer(), new ByteArraySerializer());
        this.tally = tally;
    }

    /// The producer's own metrics; they live until they are closed.
    KafkaClientMetrics metrics() {
        return new KafkaClientMetrics(producer);
    }

    @Override
    public void awaitReady() {
        producer.partitionsFor(Topics.EVENTS.name());
    }

    @Override
    public CompletableFuture<Boolean> write(Decoded decoded, String source) {
        tally.received();
        return switch (decoded) {
            case Decoded.Event event -> produce(event, source);
            case Decoded.Heartbeat heartbeat -> remember(heartbeat, source);
            case Decoded.Malformed malformed ->
                bury(
                        Codes.mask(malformed.bytes()),
                        source,
                        "line %d: %s".formatted(malformed.line(), malformed.reason()));
            case Decoded.Dropped dropped -> {
                tally.dropped(dropped.cause());
                yield DONE;
            }
            case Decoded.Ignored ignored -> {
                tally.ignored(ignored.kind());
                yield DONE;
            }
        };
    }

    @Override
    public void close() {
        producer.close(CLOSE_WITHIN);
        events.close();
        heartbeats.close();
    }

    private CompletableFuture<Boolean> produce(Decoded.Event decoded, String source) {
        CloudEvent event = decoded.event();
        return send(() -> record(decoded.key(), event))
                .thenApply(_ -> {
                    tally.produced();
                    return true;
                })
                // Not in the producer's own thread: burying may wait for room in its buffer.
                .exceptionallyComposeAsync(
                        failure -> rootOf(failure) instanceof RecordTooLargeException
                                ? bury(event.getRecord().getBytes(UTF_8), source, "it is too large for the topic")
                                : CompletableFuture.completedFuture(failed(Topics.EVENTS.name(), source, failure)),
                        Thread::startVirtualThread);
    }

    private CompletableFuture<Boolean> remember(Decoded.Heartbeat decoded, String source) {
        String topic = Topics.HEARTBEATS.name();
        Heartbeat heartbeat = new Heartbeat(
                decoded.account(),
                decoded.region(),
                decoded.id(),
                decoded.sentAt(),
                decoded.acceptedAt(),
                Instant.now());
        String key = HeartbeatEvent.key(decoded.account(), decoded.region());
        return send(() -> new ProducerRecord<>(topic, key.getBytes(UTF_8), heartbeats.serialize(topic, heartbeat)))
                .thenApply(_ -> {
                    tally.heartbeat();
                    return true;
                })
                .exceptionally(failure -> failed(topic, source, failure));
    }

    private CompletableFuture<Boolean> bury(byte[] bytes, String source, String reason) {
        return send(() -> DeadLetters.of(SERVICE, source, bytes, reason))
                .thenApply(_ -> {
                    tally.deadLettered();
                    log.atWarn()
                            .addKeyValue("source", source)
                            .addKeyValue("reason", reason)
                            .log("dead letter written");
                    return true;
                })
                .exceptionally(failure -> failed(Topics.DEAD_LETTERS, source, failure));
    }

    private boolean failed(String topic, String source, Throwable failure) {
        tally.unwritten();
        log.atError()
                .addKeyValue("topic", topic)
                .addKeyValue("source", source)
                .addKeyValue("error", rootOf(failure).toString())
                .log("Kafka did not take a record; its source keeps it");
        return false;
    }

    private ProducerRecord<byte[], byte[]> record(String key, CloudEvent event) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.EVENTS.name(), key.getBytes(UTF_8), events.serialize(Topics.EVENTS.name(), event));
        RecordHeaders.put(record.headers(), RecordHeaders.ACTION, event.getService() + ":" + event.getAction());
        return record;
    }

    private CompletableFuture<Void> send(RecordSource record) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        try {
            producer.send(record.get(), (_, failure) -> {
                if (failure == null) {
                    acknowledged.complete(null);
                } else {
                    acknowledged.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            acknowledged.completeExceptionally(e);
        }
        return acknowledged;
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /// The size limit is raised because the producer checks it before it compresses; the broker's limit is for what
    /// arrives, compressed. The longest message SQS carries thus fits a topic with Kafka's default limit.
    private static Map<String, Object> properties(Map<String, Object> kafka) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "levee-" + SERVICE);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 * 1024 * 1024);
        properties.putAll(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return properties;
    }

    /// Makes a record; may throw.
    @FunctionalInterface
    private interface RecordSource {
        ProducerRecord<byte[], byte[]> get();
    }
}
