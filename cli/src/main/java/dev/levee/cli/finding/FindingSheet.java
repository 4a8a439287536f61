package dev.levee.cli.finding;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/// Findings as text.
final class FindingSheet {

    private static final List<String> HEAD = List.of("ID", "SEVERITY", "ACCOUNT", "CONTROL", "BY HAND", "RESOURCE");

    private FindingSheet() {}

    static List<String> table(List<JsonNode> findings) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        findings.forEach(finding -> rows.add(List.of(
                text(finding, "id"),
                text(finding, "severity"),
                text(finding, "account"),
                text(finding, "control"),
                finding.path("remediation").path("possible").asBoolean() ? "yes" : "no",
                text(finding, "resource"))));
        int[] widths = new int[HEAD.size() - 1];
        rows.forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        });
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    /// Everything about one finding.
    static List<String> sheet(JsonNode finding) {
        JsonNode remediation = finding.path("remediation");
        List<String> lines = new ArrayList<>();
        lines.add("%s  %s".formatted(text(finding, "id"), text(finding, "title")));
        lines.add("  severity   " + text(finding, "severity"));
        lines.add("  state      %s, seen %s".formatted(text(finding, "state"), text(finding, "observedAt")));
        lines.add("  evidence   " + text(finding, "evidence"));
        lines.add("  account    %s  %s"
                .formatted(text(finding, "account"), text(finding, "accountName"))
                .stripTrailing());
        lines.add("  region     " + text(finding, "region"));
        lines.add("  resource   " + text(finding, "resource"));
        lines.add("  control    %s: levee control show %1$s".formatted(text(finding, "control")));
        lines.add("  policy     " + text(finding, "policy"));
        lines.add("  caution    " + text(remediation, "caution").strip().replaceAll("\\s*\\n\\s*", " "));
        if (!text(remediation, "risk").equals("none")) {
            lines.add("  risk       " + text(remediation, "risk"));
        }
        if (remediation.has("noRollback")) {
            lines.add("  rollback   none: " + text(remediation, "noRollback"));
        }
        StreamSupport.stream(remediation.path("inputs").spliterator(), false)
                .map(input -> "  input      %s: %s%s"
                        .formatted(
                                text(input, "name"),
                                text(input, "form"),
                                input.has("default") ? ", by itself " + input.get("default") : ""))
                .forEach(lines::add);
        lines.add(
                remediation.path("possible").asBoolean()
                        ? "  by hand    levee remediate " + text(finding, "id")
                        : "  by hand    no: " + text(remediation, "whyNot"));
        return lines;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            line.append(("%-" + widths[column] + "s  ").formatted(row.get(column)));
        }
        return line.append(row.getLast()).toString();
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).asText();
    }
}
