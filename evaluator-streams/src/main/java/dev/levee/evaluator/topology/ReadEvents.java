package dev.levee.evaluator.topology;

import dev.levee.evaluator.reading.EventReader;
import dev.levee.evaluator.reading.UnreadableException;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/// Reads events. What nobody can read becomes a dead letter; a registry that does not answer stops the stream.
final class ReadEvents extends ContextualFixedKeyProcessor<byte[], byte[], Received> {

    private final EventReader reader;
    private final EvaluatorMetrics metrics;

    ReadEvents(EventReader reader, EvaluatorMetrics metrics) {
        this.reader = reader;
        this.metrics = metrics;
    }

    @Override
    public void process(FixedKeyRecord<byte[], byte[]> record) {
        context().forward(record.withValue(read(record)));
    }

    private Received read(FixedKeyRecord<byte[], byte[]> record) {
        try {
            return new Received.Event(reader.read(record.value()));
        } catch (UnreadableException e) {
            metrics.unreadable().increment();
            return new Received.Unreadable(
                    DeadLetter.of(context(), record.key(), record.value(), record.headers(), e.why()));
        }
    }
}
