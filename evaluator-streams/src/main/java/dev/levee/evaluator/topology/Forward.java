package dev.levee.evaluator.topology;

import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/// Answers a record with another one, headers and time included, or with none: what the DSL's `flatMap` cannot do.
final class Forward<V, KOut, VOut> extends ContextualProcessor<byte[], V, KOut, VOut> {

    private final Function<Record<byte[], V>, Optional<Record<KOut, VOut>>> answer;

    Forward(Function<Record<byte[], V>, Optional<Record<KOut, VOut>>> answer) {
        this.answer = answer;
    }

    @Override
    public void process(Record<byte[], V> record) {
        answer.apply(record).ifPresent(context()::forward);
    }
}
