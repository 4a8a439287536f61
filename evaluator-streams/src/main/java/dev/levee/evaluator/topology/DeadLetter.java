package dev.levee.evaluator.topology;

import dev.levee.schemas.DeadLetters;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Makes a dead letter of the record a processor has before it.
final class DeadLetter {

    private static final String SERVICE = "evaluator";

    private DeadLetter() {}

    static ProducerRecord<byte[], byte[]> of(
            ProcessingContext context, byte @Nullable [] key, byte @Nullable [] value, Headers headers, String why) {
        RecordMetadata from = context.recordMetadata().orElseThrow();
        return DeadLetters.of(
                SERVICE,
                new ConsumerRecord<>(
                        from.topic(),
                        from.partition(),
                        from.offset(),
                        ConsumerRecord.NO_TIMESTAMP,
                        TimestampType.NO_TIMESTAMP_TYPE,
                        ConsumerRecord.NULL_SIZE,
                        ConsumerRecord.NULL_SIZE,
                        key,
                        value,
                        headers,
                        Optional.empty()),
                why);
    }
}
