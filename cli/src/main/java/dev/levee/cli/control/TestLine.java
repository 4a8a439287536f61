package dev.levee.cli.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.rulebook.Control;
import dev.levee.sandbox.contract.Contract;
import java.util.ArrayList;
import java.util.List;

/// One thing that was tried about a control.
///
/// @param kind `example` or `trial`
/// @param what the example's name, or the promise
/// @param failures why it does not hold; none if it does
record TestLine(String control, String kind, String what, List<String> failures) {

    static List<TestLine> examples(Control control) {
        return control.tryExamples().stream()
                .map(result -> new TestLine(
                        control.id(),
                        "example",
                        "%s (line %d)".formatted(result.name(), result.line()),
                        result.failures()))
                .toList();
    }

    static List<TestLine> trials(Control control, Contract contract) {
        if (control.trials().isEmpty()) {
            return List.of(new TestLine(control.id(), "trial", "it has none: no cloud has seen its calls", List.of()));
        }
        return contract.prove(control).stream()
                .map(proof -> new TestLine(
                        control.id(),
                        "trial",
                        proof.promise(),
                        proof.failure().stream().toList()))
                .toList();
    }

    boolean holds() {
        return failures.isEmpty();
    }

    List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add("%-6s  %s  %s: %s".formatted(holds() ? "ok" : "FAILED", control, kind, what));
        failures.forEach(failure -> lines.add("        " + failure));
        return lines;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("control", control)
                .put("kind", kind)
                .put("what", what)
                .put("holds", holds());
        failures.forEach(json.putArray("failures")::add);
        return json;
    }
}
