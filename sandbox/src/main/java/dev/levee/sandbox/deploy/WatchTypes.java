package dev.levee.sandbox.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// Log groups and alarms.
final class WatchTypes {

    private static final String GROUP = "logGroupName";

    private WatchTypes() {}

    static Made logGroup(String id, Properties properties, Cloud cloud) {
        String name = properties.text("LogGroupName");
        int days = properties.optional("RetentionInDays").asInt();
        properties.refuseOthers();

        cloud.call("logs:CreateLogGroup", Cloud.document().put(GROUP, name));
        cloud.undoneBy("logs:DeleteLogGroup", Cloud.document().put(GROUP, name));
        if (days > 0) {
            cloud.call(
                    "logs:PutRetentionPolicy", Cloud.document().put(GROUP, name).put("retentionInDays", days));
        }
        return new Made(name, Map.of("Arn", cloud.place().arn("logs", "log-group:%s:*".formatted(name))));
    }

    static Made alarm(String id, Properties properties, Cloud cloud) {
        ObjectNode alarm = properties.copy(
                "AlarmName",
                "AlarmDescription",
                "Namespace",
                "MetricName",
                "Dimensions",
                "Statistic",
                "Period",
                "EvaluationPeriods",
                "ComparisonOperator",
                "Threshold",
                "TreatMissingData",
                "AlarmActions",
                "OKActions");
        String name = properties.text("AlarmName");
        properties.refuseOthers();

        cloud.call("cloudwatch:PutMetricAlarm", alarm);
        ObjectNode delete = Cloud.document();
        delete.putArray("AlarmNames").add(name);
        cloud.undoneBy("cloudwatch:DeleteAlarms", delete);
        return new Made(name, Map.of("Arn", cloud.place().arn("cloudwatch", "alarm:" + name)));
    }
}
