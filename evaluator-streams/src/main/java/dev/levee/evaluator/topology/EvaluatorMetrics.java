package dev.levee.evaluator.topology;

import dev.levee.evaluator.decision.Decision;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/// What the evaluator counts.
///
/// @param events every event received
/// @param unmatched events no policy watches for
/// @param unreadable events put aside as dead letters
/// @param ineffective events of calls that failed or change nothing
/// @param duplicates events seen before
record EvaluatorMetrics(
        MeterRegistry meters,
        Counter events,
        Counter unmatched,
        Counter unreadable,
        Counter ineffective,
        Counter duplicates,
        Counter ownChanges) {

    private static final String PREFIX = "levee.evaluator.";

    static EvaluatorMetrics in(MeterRegistry meters) {
        return new EvaluatorMetrics(
                meters,
                meters.counter(PREFIX + "events"),
                meters.counter(PREFIX + "unmatched"),
                meters.counter(PREFIX + "unreadable"),
                meters.counter(PREFIX + "ineffective"),
                meters.counter(PREFIX + "duplicates"),
                meters.counter(PREFIX + "own.changes"));
    }

    void follow(String what, CompactedView<?> view) {
        meters.gauge(PREFIX + what, view, CompactedView::size);
        meters.gauge(PREFIX + "broken." + what, view, v -> v.broken().size());
    }

    void count(Decision decision) {
        switch (decision) {
            case Decision.Ordered _ -> decisions("ordered", "");
            case Decision.Observed _ -> decisions("observed", "");
            case Decision.Suppressed suppressed ->
                decisions("suppressed", suppressed.reason().name().toLowerCase(Locale.ROOT));
            case Decision.OwnChange _ -> ownChanges.increment();
        }
    }

    private void decisions(String kind, String reason) {
        meters.counter(PREFIX + "decisions", "kind", kind, "reason", reason).increment();
    }
}
