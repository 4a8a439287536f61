package dev.levee.sandbox.aws.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// CloudWatch: alarms on what this cloud's services count. An alarm is looked at when it is described, and does nothing
/// besides.
public final class CloudWatchService implements AwsService {

    private static final Paging PAGES =
            new Paging("MaxRecords", 1, 100, 50, "NextToken", "NextToken", "InvalidNextToken");
    private static final Set<String> COMPARISONS = Set.of(
            "GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanOrEqualToThreshold", "LessThanThreshold");
    private static final Set<String> STATISTICS = Set.of("Average", "Maximum", "Minimum", "SampleCount", "Sum");
    private static final Set<String> MISSING_DATA = Set.of("breaching", "ignore", "missing", "notBreaching");

    private final Store store;
    private final Metrics metrics;

    public CloudWatchService(Store store, Metrics metrics) {
        this.store = store;
        this.metrics = metrics;
    }

    @Override
    public String name() {
        return "cloudwatch";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of("PutMetricAlarm", this::put, "DescribeAlarms", this::describe, "DeleteAlarms", this::delete);
    }

    private JsonNode put(Request request) {
        String name = request.required("AlarmName");
        JsonNode asked = request.document();
        check(request);
        ObjectNode alarm = JsonNodeFactory.instance
                .objectNode()
                .put("ActionsEnabled", true)
                .put("StateValue", "INSUFFICIENT_DATA")
                .put("StateReason", "Unchecked: Initial alarm creation");
        alarm.setAll((ObjectNode) asked);
        alarm.remove("Tags");
        alarm.put("AlarmArn", "arn:aws:cloudwatch:%s:%s:alarm:%s".formatted(request.region(), request.account(), name))
                .put("AlarmConfigurationUpdatedTimestamp", request.time().toString())
                .put("StateUpdatedTimestamp", request.time().toString());
        alarms(request).put(name, alarm);
        return answer();
    }

    private JsonNode describe(Request request) {
        JsonNode asked = request.document();
        Set<String> names =
                asked.path("AlarmNames").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
        String prefix = asked.path("AlarmNamePrefix").asText("");
        String state = asked.path("StateValue").asText("");
        List<ObjectNode> found = alarms(request).all().stream()
                .filter(alarm -> names.isEmpty() || names.contains(name(alarm)))
                .filter(alarm -> name(alarm).startsWith(prefix))
                .map(alarm -> lookAt(alarm, request))
                .filter(alarm ->
                        state.isEmpty() || alarm.path("StateValue").asText().equals(state))
                .toList();
        return PAGES.answer(request, "MetricAlarms", found);
    }

    private JsonNode delete(Request request) {
        List<String> names = request.document()
                .path("AlarmNames")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        for (String name : names) {
            if (alarms(request).get(name).isEmpty()) {
                throw new AwsFault("ResourceNotFound", 404, "Alarm %s does not exist".formatted(name));
            }
        }
        names.forEach(alarms(request)::remove);
        return answer();
    }

    private ObjectNode lookAt(ObjectNode alarm, Request request) {
        Alarm.State now = new Alarm(request.account(), request.region(), alarm).at(request.time(), metrics);
        return alarms(request)
                .update(name(alarm), row -> {
                    if (!row.path("StateValue").asText().equals(now.value())) {
                        row.put("StateUpdatedTimestamp", request.time().toString());
                    }
                    row.put("StateValue", now.value()).put("StateReason", now.reason());
                })
                .orElse(alarm);
    }

    private static void check(Request request) {
        JsonNode asked = request.document();
        oneOf("ComparisonOperator", request.required("ComparisonOperator"), COMPARISONS);
        oneOf("TreatMissingData", asked.path("TreatMissingData").asText("missing"), MISSING_DATA);
        int periods = asked.path("EvaluationPeriods").asInt();
        int toAlarm = asked.path("DatapointsToAlarm").asInt(periods);
        if (periods < 1 || toAlarm < 1 || toAlarm > periods || !asked.has("Threshold")) {
            throw invalid("An alarm has a Threshold, EvaluationPeriods, and no more DatapointsToAlarm than these");
        }
        if (asked.has("Metrics")) {
            throw invalid("Metrics is not known here: an alarm watches one MetricName.");
        }
        if (asked.path("Period").asInt() < 10) {
            throw invalid("The parameter Period must be 10, 30, or a multiple of 60.");
        }
        oneOf("Statistic", request.required("Statistic"), STATISTICS);
        request.required("MetricName");
        request.required("Namespace");
    }

    private static void oneOf(String member, String value, Set<String> known) {
        if (!known.contains(value)) {
            throw invalid("The value %s for parameter %s is not supported.".formatted(value, member));
        }
    }

    private Table alarms(Request request) {
        return store.regional(request.account(), request.region(), "cloudwatch:alarm");
    }

    private static String name(JsonNode alarm) {
        return alarm.path("AlarmName").asText();
    }

    private static AwsFault invalid(String message) {
        return new AwsFault("ValidationError", 400, message);
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
