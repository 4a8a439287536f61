package dev.levee.evaluator.topology;

import dev.levee.schemas.DeadLetters;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Makes a dead letter of the record a processor has before it.
final class DeadLetter {

    private static final String SERVICE = "evaluator";

    private DeadLetter() {}

    /// @param record whose key, headers and time the letter has
    /// @param value as received
    static ProducerRecord<byte[], byte[]> of(
            ProcessingContext context, Record<byte[], ?> record, byte @Nullable [] value, String why) {
        RecordMetadata from = context.recordMetadata().orElseThrow();
        return DeadLetters.of(
                SERVICE,
                new ConsumerRecord<>(
                        from.topic(),
                        from.partition(),
                        from.offset(),
                        record.timestamp(),
                        TimestampType.CREATE_TIME,
                        ConsumerRecord.NULL_SIZE,
                        ConsumerRecord.NULL_SIZE,
                        record.key(),
                        value,
                        record.headers(),
                        Optional.empty()),
                why);
    }
}
