package dev.levee.cli.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.InputDescription;
import dev.levee.rulebook.Permission;
import dev.levee.rulebook.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A control, whole, for reading.
final class ControlSheet {

    private static final int WIDTH = 100;

    private final Control control;
    private final JsonNode definition;
    private final StringBuilder sheet = new StringBuilder();

    private ControlSheet(Control control) {
        this.control = control;
        this.definition = control.definition();
    }

    static String of(Control control) {
        ControlSheet sheet = new ControlSheet(control);
        sheet.heading();
        sheet.conditions();
        sheet.inputs();
        sheet.calls();
        sheet.permissions();
        sheet.references();
        return sheet.sheet.toString();
    }

    private void heading() {
        line(control.id());
        line(control.title());
        line("");
        control.family().ifPresent(family -> field("variant of", family));
        field("severity", ControlTable.word(control.severity()));
        field("risk", ControlTable.word(control.risk()));
        field("service", control.service());
        field("resource", control.resourceType() + (control.global() ? ", one per account and not per region" : ""));
        field("rollback", control.noRollback().map(why -> "no: " + why).orElse("yes"));
        field("settles in", text(control.settle()));
        section("Caution");
        paragraph("  ", control.caution());
    }

    private void conditions() {
        section("Triggered by");
        paragraph("  ", control.actions().stream().sorted().collect(Collectors.joining(", ")));
        checks("Applies where", "applies", "that", "otherwise");
        checks("Compliant where", "compliant", "that", "otherwise");
        checks("Pending, to be looked at later, while", "pending", "when", "why");
        checks("To be fixed only where", "ready", "that", "otherwise");
        if (definition.path("let").isObject()) {
            section("Names in these conditions");
            definition
                    .path("let")
                    .properties()
                    .forEach(name -> wrapped("  ", name.getKey() + ": " + oneLine(name.getValue())));
        }
    }

    private void checks(String title, String key, String condition, String sentence) {
        if (definition.path(key).isEmpty()) {
            return;
        }
        section(title);
        for (JsonNode check : definition.path(key)) {
            wrapped("  ", oneLine(check.path(condition)));
            wrapped("      ", sentence + ": " + oneLine(check.path(sentence)));
        }
    }

    private void inputs() {
        List<InputDescription> inputs = control.inputs();
        if (inputs.isEmpty()) {
            return;
        }
        section("Inputs a policy may set");
        for (InputDescription input : inputs) {
            wrapped(
                    "  ",
                    input.name() + ": " + input.form()
                            + input.standard()
                                    .map(value -> "; default " + value)
                                    .orElse("; no default"));
            wrapped("      ", input.meaning());
        }
        for (JsonNode rule : definition.path("inputRules")) {
            wrapped("  ", oneLine(rule.path("otherwise")));
        }
    }

    private void calls() {
        calls("Looks with", definition.path("reads"));
        calls("Fixes with", definition.path("fix"));
        calls("Undoes with", definition.path("rollback"));
        section("Finds existing resources with");
        call(definition.path("list"));
    }

    private void calls(String title, JsonNode calls) {
        if (!calls.isEmpty()) {
            section(title);
            calls.forEach(this::call);
        }
    }

    private void call(JsonNode call) {
        String name = call.has("name") ? call.path("name").asText() + ": " : "";
        String with = call.has("with") ? " " + call.path("with") : "";
        wrapped("  ", name + call.path("call").asText("no call") + with);
        for (String key : List.of("forEach", "when", "ids")) {
            if (call.has(key)) {
                wrapped("      ", key + ": " + oneLine(call.path(key)));
            }
        }
    }

    private void permissions() {
        permissions("Permissions to look", Purpose.READ);
        permissions("Permissions to fix", Purpose.FIX);
        permissions("Permissions to undo", Purpose.ROLLBACK);
    }

    private void permissions(String title, Purpose purpose) {
        List<Permission> permissions = control.permissions(purpose);
        int width = permissions.stream()
                .mapToInt(permission -> permission.action().length())
                .max()
                .orElse(1);
        if (!permissions.isEmpty()) {
            section(title);
            permissions.forEach(permission ->
                    line(("  %-" + width + "s  %s").formatted(permission.action(), permission.resource())));
        }
    }

    private void references() {
        section("References");
        control.listedRules().forEach(rule -> line("  " + rule));
        control.references().getOrDefault("links", List.of()).forEach(link -> line("  " + link));
    }

    private void field(String name, String value) {
        wrapped("  ", "%-10s  %s".formatted(name, value));
    }

    private void section(String title) {
        line("");
        line(title);
    }

    private void line(String text) {
        sheet.append(text).append('\n');
    }

    /// Further lines are indented more.
    private void wrapped(String indent, String text) {
        wrapped(indent, indent + "    ", text);
    }

    private void paragraph(String indent, String text) {
        wrapped(indent, indent, text);
    }

    private void wrapped(String firstIndent, String indent, String text) {
        StringBuilder line = new StringBuilder(firstIndent);
        boolean fresh = true;
        for (String word : text.split(" ", -1)) {
            if (!fresh && line.length() + 1 + word.length() > WIDTH) {
                line(line.toString());
                line = new StringBuilder(indent);
                fresh = true;
            }
            line.append(fresh ? "" : " ").append(word);
            fresh = false;
        }
        line(line.toString());
    }

    private static String oneLine(JsonNode text) {
        return text.asText().replaceAll("\\s+", " ").strip();
    }

    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
