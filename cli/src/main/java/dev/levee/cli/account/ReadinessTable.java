package dev.levee.cli.account;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.schemas.Readiness;
import dev.levee.schemas.ReadinessStep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The steps of an account's readiness as text and as JSON.
final class ReadinessTable {

    private ReadinessTable() {}

    /// A line a step, then what to do about those that failed.
    static List<String> lines(Readiness readiness) {
        int width = readiness.getSteps().stream()
                .mapToInt(step -> name(step).length())
                .max()
                .orElse(0);
        String format = "  %-7s  %-" + Math.max(width, 1) + "s  %s";
        List<String> lines = new ArrayList<>();
        readiness.getSteps().forEach(step -> lines.add(format.formatted(result(step), name(step), step.getMessage())));
        readiness.getSteps().stream()
                .filter(step -> !step.getMend().isEmpty())
                .flatMap(step -> Stream.of("", "  " + name(step) + ": " + step.getMend()))
                .forEach(lines::add);
        return lines;
    }

    static ObjectNode json(Readiness readiness) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("account", readiness.getAccount())
                .put("ready", readiness.getReady());
        ArrayNode steps = json.putArray("steps");
        for (ReadinessStep step : readiness.getSteps()) {
            ObjectNode one = steps.addObject().put("name", step.getName());
            if (!step.getRegion().isEmpty()) {
                one.put("region", step.getRegion());
            }
            one.put("result", AccountTable.word(step.getResult())).put("message", step.getMessage());
            if (!step.getMend().isEmpty()) {
                one.put("mend", step.getMend());
            }
        }
        return json.put("writer", readiness.getWriter())
                .put("checkedAt", readiness.getCheckedAt().toString());
    }

    private static String result(ReadinessStep step) {
        return switch (step.getResult()) {
            case PASSED -> "ok";
            case FAILED -> "FAILED";
            case SKIPPED -> "skipped";
        };
    }

    private static String name(ReadinessStep step) {
        return step.getRegion().isEmpty() ? step.getName() : "%s %s".formatted(step.getName(), step.getRegion());
    }
}
