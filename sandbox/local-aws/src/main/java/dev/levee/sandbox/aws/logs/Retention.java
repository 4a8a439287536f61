package dev.levee.sandbox.aws.logs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.modelled.Twist;
import java.util.Map;
import java.util.Set;

/// How long a log group can keep what it holds.
public final class Retention {

    private static final Set<Integer> DAYS = Set.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private Retention() {}

    /// By operation.
    public static Map<String, Twist> twists() {
        return Map.of("PutRetentionPolicy", Retention::check);
    }

    private static void check(Request request, ObjectNode group) {
        int days = request.document().path("retentionInDays").asInt();
        if (!DAYS.contains(days)) {
            throw new AwsFault(
                    "InvalidParameterException", 400, "%d days is not a retention that can be set".formatted(days));
        }
    }
}
