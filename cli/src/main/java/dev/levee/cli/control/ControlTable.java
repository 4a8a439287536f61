package dev.levee.cli.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.rulebook.Control;
import java.util.Collection;
import java.util.Locale;

/// Controls, one a line.
final class ControlTable {

    private final String format;

    /// @param controls all that are to be shown: their ids set the width
    ControlTable(Collection<Control> controls) {
        int width = controls.stream()
                .mapToInt(control -> control.id().length())
                .max()
                .orElse(2);
        this.format = "%-" + width + "s  %-8s  %-11s  %s";
    }

    String head() {
        return format.formatted("ID", "SEVERITY", "RISK", "TITLE");
    }

    String line(Control control) {
        return format.formatted(control.id(), word(control.severity()), word(control.risk()), control.title());
    }

    static ObjectNode json(Control control) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", control.id())
                .put("title", control.title())
                .put("provider", word(control.provider()))
                .put("service", control.service())
                .put("resourceType", control.resourceType())
                .put("global", control.global())
                .put("severity", word(control.severity()))
                .put("risk", word(control.risk()))
                .put("rollback", control.noRollback().isEmpty());
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
