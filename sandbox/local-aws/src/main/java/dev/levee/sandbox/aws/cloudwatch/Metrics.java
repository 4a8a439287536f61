package dev.levee.sandbox.aws.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What services have counted in the last day.
public final class Metrics {

    private static final Duration KEPT = Duration.ofDays(1);

    /// What is counted.
    ///
    /// @param namespace e.g. `AWS/Lambda`
    public record Metric(String account, String region, String namespace, String name, Map<String, String> dimensions) {

        public Metric {
            dimensions = Map.copyOf(dimensions);
        }
    }

    private record Datum(Instant time, double value) {}

    private final Map<Metric, Deque<Datum>> data = new ConcurrentHashMap<>();

    public void add(Metric metric, Instant time, double value) {
        data.compute(metric, (_, known) -> {
            Deque<Datum> all = known == null ? new ArrayDeque<>() : known;
            all.removeIf(datum -> datum.time().isBefore(time.minus(KEPT)));
            all.addLast(new Datum(time, value));
            return all;
        });
    }

    /// The values after `from` and not after `to`.
    List<Double> between(Metric metric, Instant from, Instant to) {
        List<Double> values = new ArrayList<>();
        data.computeIfPresent(metric, (_, all) -> {
            all.stream()
                    .filter(datum -> datum.time().isAfter(from) && !datum.time().isAfter(to))
                    .forEach(datum -> values.add(datum.value()));
            return all;
        });
        return values;
    }
}
