package dev.levee.rulebook;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/// docs/reference/controls/: a page for every control, and an index by service.
final class ControlPages {

    private ControlPages() {}

    /// File → its text.
    static Map<String, String> render(Rulebook rulebook) {
        Map<String, String> pages = new TreeMap<>();
        for (Control control : rulebook.controls()) {
            pages.put(
                    control.id() + ".md",
                    ControlPage.of(control, control.family().flatMap(rulebook::control)));
        }
        pages.put("README.md", index(rulebook.controls()));
        return pages;
    }

    private static String index(Collection<Control> controls) {
        Map<String, StringBuilder> services = new TreeMap<>();
        controls.forEach(control -> services.computeIfAbsent(control.service(), _ -> new StringBuilder())
                .append(row(control)));
        StringBuilder page = new StringBuilder("""
                # Controls

                <!-- Made of the controls' files by ControlPagesTest; -Dlevee.docs=write writes it anew. -->

                What Levee can put right, %d controls. A fix that costs or destroys something runs automated only where the
                policy accepts its risk. `levee control list`, `search` and `show` tell the same on the command line; which rules
                of other products they stand for is in [coverage](../coverage.md).
                """.formatted(controls.size()));
        services.forEach((service, rows) -> page.append("\n## ")
                .append(service)
                .append("\n\n| control | | severity | risk | rollback |\n|---|---|---|---|---|\n")
                .append(rows));
        return page.toString();
    }

    private static String row(Control control) {
        return "| [%1$s](%1$s.md) | %2$s | %3$s | %4$s | %5$s |\n"
                .formatted(
                        control.id(),
                        control.title().replace("|", "\\|"),
                        ControlPage.word(control.severity()),
                        ControlPage.word(control.risk()),
                        control.noRollback().isPresent() ? "no" : "yes");
    }
}
