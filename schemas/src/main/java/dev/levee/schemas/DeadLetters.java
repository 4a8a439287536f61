package dev.levee.schemas;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// Makes dead letters: the bytes as they were received, and headers saying where from and why. The header names are
/// Kafka Connect's, so that tools which know its dead-letter queues know this one.
@NullMarked
public final class DeadLetters {

    private static final String PREFIX = "__connect.errors.";

    /// The service that gave up, e.g. `ingest-connector`.
    public static final String SERVICE = PREFIX + "connector.name";
    /// Where the bytes came from: a topic, or what the source is called, e.g. `sqs:levee-events`.
    public static final String TOPIC = PREFIX + "topic";

    public static final String PARTITION = PREFIX + "partition";
    public static final String OFFSET = PREFIX + "offset";
    /// One sentence: what was wrong.
    public static final String REASON = PREFIX + "exception.message";

    private DeadLetters() {}

    /// Something a source delivered that is no event.
    public static ProducerRecord<byte[], byte[]> of(String service, String source, byte[] value, String reason) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(Topics.DEAD_LETTERS, value);
        describe(letter.headers(), service, source, reason);
        return letter;
    }

    /// A record of a topic that cannot be used. Its own headers stay.
    public static ProducerRecord<byte[], byte[]> of(
            String service, ConsumerRecord<byte @Nullable [], byte @Nullable []> received, String reason) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(Topics.DEAD_LETTERS, null, received.key(), received.value(), received.headers());
        describe(letter.headers(), service, received.topic(), reason);
        RecordHeaders.put(letter.headers(), PARTITION, Integer.toString(received.partition()));
        RecordHeaders.put(letter.headers(), OFFSET, Long.toString(received.offset()));
        return letter;
    }

    private static void describe(Headers headers, String service, String source, String reason) {
        RecordHeaders.put(headers, SERVICE, service);
        RecordHeaders.put(headers, TOPIC, source);
        RecordHeaders.put(headers, REASON, reason);
    }
}
