package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Holds a control against one of its examples.
final class ExampleRun {

    static final Place PLACE = new Place("aws", "111122223333", "eu-central-1");

    private final Control control;
    private final List<String> failures = new ArrayList<>();

    private ExampleRun(Control control) {
        this.control = control;
    }

    static ExampleResult of(Control control, Example example) {
        ExampleRun run = new ExampleRun(control);
        try {
            switch (example) {
                case Example.OfEvent event -> run.event(event);
                case Example.OfState state -> run.state(state);
            }
        } catch (JudgementException | IllegalStateException e) {
            run.failures.add(e.getMessage());
        }
        return new ExampleResult(example.name(), example.line(), run.failures);
    }

    private void event(Example.OfEvent example) {
        if (!control.actions().contains(example.action())) {
            failures.add("event: " + example.action() + " is in none of the triggers");
        }
        List<String> touched = control.resourcesIn(example.action(), example.record(), PLACE).stream()
                .map(ExampleRun::resource)
                .toList();
        expect("resources", example.resources(), touched);
    }

    private static String resource(Resource resource) {
        return resource.place().equals(PLACE)
                ? resource.id()
                : resource.id() + " @ " + resource.place().region();
    }

    private void state(Example.OfState example) {
        switch (control.inputs(example.inputs())) {
            case Inputs.Invalid invalid -> invalid.problems().forEach(problem -> failures.add("inputs: " + problem));
            case Inputs.Valid(JsonNode inputs) ->
                judge(
                        example,
                        new Situation(control.exampleResource(PLACE), inputs, example.state(), example.before()));
        }
    }

    private void judge(Example.OfState example, Situation situation) {
        if (example.verdict().isPresent() || example.why().isPresent()) {
            Judgement judgement = control.judge(situation);
            example.verdict().ifPresent(verdict -> expect("verdict", verdict, Verdicts.word(judgement)));
            example.why()
                    .filter(why -> !Verdicts.why(judgement).contains(why))
                    .ifPresent(why ->
                            failures.add("why: expected \"%s\" in \"%s\"".formatted(why, Verdicts.why(judgement))));
        }
        expectCalls("fix", example.fix(), situation, control::fix);
        if (example.rollback().isPresent() && example.before().isEmpty()) {
            failures.add("rollback: the example has no `before`; add it");
            return;
        }
        expectCalls("rollback", example.rollback(), situation, control::rollback);
    }

    private void expectCalls(
            String what,
            Optional<List<JsonNode>> expected,
            Situation situation,
            Function<Situation, List<Call>> calls) {
        expected.ifPresent(documents -> expect(what, documents, documents(calls.apply(situation))));
    }

    private static List<JsonNode> documents(List<Call> calls) {
        return calls.stream()
                .<JsonNode>map(call -> JsonNodeFactory.instance
                        .objectNode()
                        .put("call", call.operation())
                        .set("with", call.document()))
                .toList();
    }

    private void expect(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            failures.add("%s: expected %s, is %s".formatted(what, expected, actual));
        }
    }
}
