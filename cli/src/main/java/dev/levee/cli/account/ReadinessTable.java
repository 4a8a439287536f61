package dev.levee.cli.account;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.schemas.Account;
import dev.levee.schemas.Readiness;
import dev.levee.schemas.ReadinessStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The steps of an account's readiness as text and as JSON.
final class ReadinessTable {

    /// As wide as the longest step has to be: `events` and a region.
    private static final String FORMAT = "  %-7s  %-21s  %s";

    private ReadinessTable() {}

    static String head(Account account) {
        return "%s  %s".formatted(account.getId(), account.getName()).strip();
    }

    /// A line a step.
    static List<String> table(Readiness readiness) {
        return readiness.getSteps().stream().map(ReadinessTable::line).toList();
    }

    static String line(ReadinessStep step) {
        return FORMAT.formatted(result(step), name(step), step.getMessage());
    }

    /// What to do about the steps that failed; the same mend once.
    static List<String> mends(Readiness readiness) {
        Map<String, String> mends = new LinkedHashMap<>();
        readiness.getSteps().stream()
                .filter(step -> !step.getMend().isEmpty())
                .forEach(step -> mends.merge(step.getMend(), name(step), "%s, %s"::formatted));
        List<String> lines = new ArrayList<>();
        mends.forEach((mend, names) -> lines.add("  → %s: %s".formatted(names, mend)));
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
