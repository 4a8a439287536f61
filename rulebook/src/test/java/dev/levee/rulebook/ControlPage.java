package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// docs/reference/controls/<id>.md, made of a control.
final class ControlPage {

    /// @param head of the section it stands in
    private record Part(String head, String text) {}

    private static final String REFERENCES = title("References");
    private static final Place PLACE = new Place("aws", "111122223333", "eu-central-1");

    private final Control control;
    private final JsonNode definition;

    private ControlPage(Control control) {
        this.control = control;
        this.definition = control.definition();
    }

    /// @param family of which the control is a variant: what is the same is not said again
    static String of(Control control, Optional<Control> family) {
        ControlPage page = new ControlPage(control);
        List<Part> known = family.map(of -> new ControlPage(of)
                        .parts().stream()
                                .filter(part -> !part.head().equals(REFERENCES))
                                .toList())
                .orElse(List.of());
        StringBuilder text = new StringBuilder(page.heading());
        family.ifPresent(of -> text.append(sameAs(of)));
        String head = "";
        for (Part part : page.parts()) {
            if (!known.contains(part)) {
                text.append(part.head().equals(head) ? "" : part.head()).append(part.text());
                head = part.head();
            }
        }
        return text.toString();
    }

    private static String sameAs(Control family) {
        return "\nA variant of [%1$s](%1$s.md): what is not said here is as there.\n".formatted(family.id());
    }

    private String heading() {
        return """
                # %s

                <!-- Made of the control's file by ControlPagesTest; -Dlevee.docs=write writes it anew. -->

                `%s` · %s · `%s`%s · severity %s · risk %s · %s
                """.formatted(
                        control.title(),
                        control.id(),
                        control.service(),
                        control.resourceType(),
                        control.global() ? ", one per account" : "",
                        word(control.severity()),
                        word(control.risk()),
                        control.noRollback().isPresent() ? "cannot be undone" : "can be undone");
    }

    private List<Part> parts() {
        return Stream.of(
                        Stream.of(new Part("", "\n" + control.caution().strip() + "\n")),
                        checks("Compliant where", "compliant", "that", "otherwise"),
                        checks("Applies where", "applies", "that", "otherwise"),
                        checks("Pending while", "pending", "when", "why"),
                        checks("To be fixed only where", "ready", "that", "otherwise"),
                        names(),
                        inputs(),
                        triggers(),
                        calls("Looks with", "reads"),
                        calls("Fixes with", "fix"),
                        calls("Undoes with", "rollback"),
                        control.noRollback().map(why -> new Part(title("Cannot be undone"), why + "\n")).stream(),
                        permissions(),
                        references())
                .flatMap(parts -> parts)
                .toList();
    }

    private static String title(String text) {
        return "\n## %s\n\n".formatted(text);
    }

    private Stream<Part> checks(String title, String key, String condition, String sentence) {
        return stream(definition.path(key))
                .map(check -> new Part(
                        title(title),
                        "- %s  \n  %s: %s\n"
                                .formatted(
                                        code(check.path(condition)),
                                        sentence,
                                        oneLine(check.path(sentence)).replace("<", "&lt;"))));
    }

    private Stream<Part> names() {
        return definition.path("let").properties().stream()
                .map(name -> new Part(
                        title("Names in these conditions"),
                        "- `%s`: %s\n".formatted(name.getKey(), code(name.getValue()))));
    }

    private Stream<Part> inputs() {
        String head = title("A policy may set") + "| input | is | default | meaning |\n|---|---|---|---|\n";
        Stream<Part> rows = control.inputs().stream()
                .map(input -> new Part(
                        head,
                        "| `%s` | %s | %s | %s |\n"
                                .formatted(
                                        input.name(),
                                        cell(input.form()),
                                        input.standard()
                                                .map(value -> "`" + cell(value.toString()) + "`")
                                                .orElse("none"),
                                        cell(input.meaning()))));
        Stream<Part> rules = stream(definition.path("inputRules"))
                .map(rule -> new Part(head, "\n%s.\n".formatted(oneLine(rule.path("otherwise")))));
        return Stream.concat(rows, rules);
    }

    private Stream<Part> triggers() {
        return Stream.of(new Part(
                title("Set off by"),
                control.actions().stream()
                        .sorted()
                        .map(action -> "`" + action + "`")
                        .collect(Collectors.joining(", ", "", "\n"))));
    }

    private Stream<Part> calls(String title, String key) {
        return stream(definition.path(key)).map(call -> new Part(title(title), call(call)));
    }

    private static String call(JsonNode call) {
        StringBuilder text = new StringBuilder("- ");
        if (call.has("name")) {
            text.append("`").append(call.path("name").asText()).append("`: ");
        }
        text.append(code(call.path("call")));
        if (call.has("with")) {
            text.append(" ").append(code(call.path("with").toString()));
        }
        if (call.has("forEach")) {
            text.append(", for each of ").append(code(call.path("forEach")));
        }
        if (call.has("when")) {
            text.append(", when ").append(code(call.path("when")));
        }
        return text.append("\n").toString();
    }

    private Stream<Part> permissions() {
        Resource example = control.exampleResource(PLACE);
        String head = title("IAM policies") + "As made for `%s`.\n".formatted(example.arn());
        return Stream.of(
                        policy("To look, the scan role needs", example, Purpose.READ),
                        policy("The fix runs under this session policy", example, Purpose.FIX),
                        policy("The rollback runs under this one", example, Purpose.ROLLBACK))
                .flatMap(Optional::stream)
                .map(policy -> new Part(head, policy));
    }

    private Optional<String> policy(String title, Resource example, Purpose purpose) {
        if (control.permissions(purpose).isEmpty()) {
            return Optional.empty();
        }
        String policy = control.sessionPolicy(example, purpose).toPrettyString().replace("\" : ", "\": ");
        return Optional.of("\n%s:\n\n```json\n%s\n```\n".formatted(title, policy));
    }

    private Stream<Part> references() {
        return Stream.concat(
                control.listedRules().stream()
                        .map(rule -> new Part(REFERENCES, "- [%s](../coverage.md)\n".formatted(rule))),
                control.references().getOrDefault("links", List.of()).stream()
                        .map(link -> new Part(REFERENCES, "- <%s>\n".formatted(link))));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String code(JsonNode text) {
        return code(oneLine(text));
    }

    private static String code(String text) {
        return text.contains("`") ? "`` " + text + " ``" : "`" + text + "`";
    }

    private static String cell(String text) {
        return text.replaceAll("\\s+", " ").strip().replace("|", "\\|");
    }

    private static String oneLine(JsonNode text) {
        return text.asText().replaceAll("\\s+", " ").strip();
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
