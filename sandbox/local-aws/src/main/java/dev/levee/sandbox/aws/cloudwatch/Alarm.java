package dev.levee.sandbox.aws.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.cloudwatch.Metrics.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// An alarm and what it says now: its last periods end now, not at a full minute.
///
/// @param row as it was put
record Alarm(String account, String region, JsonNode row) {

    /// What an alarm says.
    record State(String value, String reason) {}

    private enum Datapoint {
        FINE,
        BREACHING,
        MISSING
    }

    State at(Instant now, Metrics metrics) {
        int periods = row.path("EvaluationPeriods").asInt();
        int toAlarm = row.path("DatapointsToAlarm").asInt(periods);
        List<Datapoint> datapoints = new ArrayList<>();
        for (int back = 0; back < periods; back++) {
            Instant to = now.minus(period().multipliedBy(back));
            datapoints.add(judge(value(metrics, to.minus(period()), to)));
        }
        String missing = row.path("TreatMissingData").asText("missing");
        if (!datapoints.contains(Datapoint.FINE) && !datapoints.contains(Datapoint.BREACHING)) {
            switch (missing) {
                case "ignore" -> {
                    return new State(
                            row.path("StateValue").asText(),
                            row.path("StateReason").asText());
                }
                case "missing" -> {
                    return new State("INSUFFICIENT_DATA", "Insufficient Data: no datapoints were received");
                }
                default -> {}
            }
        }
        if (missing.equals("breaching")) {
            Collections.replaceAll(datapoints, Datapoint.MISSING, Datapoint.BREACHING);
        }
        int breaching = Collections.frequency(datapoints, Datapoint.BREACHING);
        boolean crossed = breaching >= toAlarm;
        return new State(
                crossed ? "ALARM" : "OK",
                "Threshold Crossed: %d of the last %d datapoints breached the threshold (%s %s), %d are needed"
                        .formatted(breaching, periods, comparison(), threshold(), toAlarm));
    }

    private Datapoint judge(OptionalDouble value) {
        if (value.isEmpty()) {
            return Datapoint.MISSING;
        }
        double found = value.getAsDouble();
        boolean breaching = switch (comparison()) {
            case "GreaterThanOrEqualToThreshold" -> found >= threshold();
            case "GreaterThanThreshold" -> found > threshold();
            case "LessThanOrEqualToThreshold" -> found <= threshold();
            default -> found < threshold();
        };
        return breaching ? Datapoint.BREACHING : Datapoint.FINE;
    }

    private OptionalDouble value(Metrics metrics, Instant from, Instant to) {
        Map<String, String> dimensions = new HashMap<>();
        for (JsonNode dimension : row.path("Dimensions")) {
            dimensions.put(
                    dimension.path("Name").asText(), dimension.path("Value").asText());
        }
        List<Double> values = metrics.between(
                new Metric(
                        account,
                        region,
                        row.path("Namespace").asText(),
                        row.path("MetricName").asText(),
                        dimensions),
                from,
                to);
        var numbers = values.stream().mapToDouble(Double::doubleValue);
        return values.isEmpty()
                ? OptionalDouble.empty()
                : switch (row.path("Statistic").asText()) {
                    case "Sum" -> OptionalDouble.of(numbers.sum());
                    case "SampleCount" -> OptionalDouble.of(values.size());
                    case "Minimum" -> numbers.min();
                    case "Maximum" -> numbers.max();
                    default -> numbers.average();
                };
    }

    private Duration period() {
        return Duration.ofSeconds(row.path("Period").asLong());
    }

    private String comparison() {
        return row.path("ComparisonOperator").asText();
    }

    private double threshold() {
        return row.path("Threshold").asDouble();
    }
}
