package dev.levee.evaluator.topology;

import dev.levee.evaluator.decision.PolicyIndex;
import dev.levee.schemas.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/// Drops events no policy watches for, by their header alone: most events, so they must cost next to nothing. An event
/// without the header passes, and is looked at once it is read.
final class DropUnmatched extends ContextualFixedKeyProcessor<byte[], byte[], byte[]> {

    private final PolicyIndex policies;
    private final EvaluatorMetrics metrics;

    DropUnmatched(PolicyIndex policies, EvaluatorMetrics metrics) {
        this.policies = policies;
        this.metrics = metrics;
    }

    @Override
    public void process(FixedKeyRecord<byte[], byte[]> event) {
        metrics.events().increment();
        if (RecordHeaders.text(event.headers(), RecordHeaders.ACTION)
                .map(policies::watches)
                .orElse(true)) {
            context().forward(event);
        } else {
            metrics.unmatched().increment();
        }
    }
}
