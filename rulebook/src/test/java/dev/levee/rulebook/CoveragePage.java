package dev.levee.rulebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// docs/reference/coverage.md: the rules of other products, and the controls that stand for them. The rows come from
/// `coverage/<list>.csv`, the controls from their own references.
final class CoveragePage {

    private static final Map<String, String> LISTS = new LinkedHashMap<>();

    static {
        LISTS.put("cloudneeti", "Cloudneeti");
        LISTS.put("netskope", "Netskope");
        LISTS.put("cloudsploit", "CloudSploit");
    }

    private final Rulebook rulebook;

    CoveragePage(Rulebook rulebook) {
        this.rulebook = rulebook;
    }

    /// Every row of the products' lists.
    static List<ListedRule> rows() {
        return LISTS.keySet().stream().flatMap(list -> rows(list).stream()).toList();
    }

    /// The controls that say they stand for this row.
    List<Control> controls(ListedRule row) {
        return rulebook.controls().stream()
                .filter(control -> control.listedRules().stream()
                        .anyMatch(rule ->
                                rule.list().equals(row.list()) && rule.row().equals(row.row())))
                .toList();
    }

    String render() {
        StringBuilder page = new StringBuilder("""
                # Coverage

                <!-- Made of the controls' references by ControlPagesTest; -Dlevee.docs=write writes it anew. -->

                Which control takes the place of which rule of another product. Find one on the command line with
                `levee control search` and the product's name for it.
                """);
        LISTS.forEach((list, name) -> {
            List<ListedRule> rows = rows(list);
            long covered = rows.stream().filter(row -> !controls(row).isEmpty()).count();
            page.append("\n## %s: %d of %d\n\n| row | policy | control |\n|---|---|---|\n"
                    .formatted(name, covered, rows.size()));
            rows.forEach(row -> page.append(line(row)));
        });
        return page.toString();
    }

    private String line(ListedRule row) {
        String controls = controls(row).stream()
                .map(control -> "[%1$s](controls/%1$s.md)".formatted(control.id()))
                .collect(Collectors.joining(", "));
        return "| %s | %s | %s |\n".formatted(row.row(), row.policy().orElse(""), controls);
    }

    private static List<ListedRule> rows(String list) {
        List<ListedRule> rows = new ArrayList<>();
        text("/coverage/" + list + ".csv").lines().skip(1).forEach(line -> {
            String[] cells = line.split(",");
            rows.add(new ListedRule(list, cells[0], Optional.of(cells[1])));
        });
        return rows;
    }

    private static String text(String resource) {
        try (var stream = CoveragePage.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
