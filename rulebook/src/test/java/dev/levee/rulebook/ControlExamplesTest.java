package dev.levee.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every example of every control holds.
class ControlExamplesTest {

    private static final Place PLACE = new Place("aws", "111122223333", "eu-central-1");

    static Stream<Arguments> examples() {
        return Rulebook.standard().controls().stream()
                .flatMap(control -> control.examples().stream()
                        .map(example -> Arguments.of(control.id(), example.name(), control, example)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("examples")
    void holds(String id, String name, Control control, Example example) {
        switch (example) {
            case Example.OfEvent event -> touchesItsResources(control, event);
            case Example.OfState state -> isJudgedAndMendedAsSaid(control, state);
        }
    }

    private static void touchesItsResources(Control control, Example.OfEvent example) {
        List<String> touched = control.resourcesIn(example.action(), example.record(), PLACE).stream()
                .map(resource -> resource.place().equals(PLACE)
                        ? resource.id()
                        : resource.id() + " @ " + resource.place().region())
                .toList();

        assertThat(control.actions()).contains(example.action());
        assertThat(touched).isEqualTo(example.resources());
    }

    private static void isJudgedAndMendedAsSaid(Control control, Example.OfState example) {
        Inputs inputs = control.inputs(example.inputs());
        assertThat(inputs).isInstanceOf(Inputs.Valid.class);
        Situation situation = new Situation(
                control.exampleResource(PLACE), ((Inputs.Valid) inputs).values(), example.state(), example.before());

        example.verdict()
                .ifPresent(verdict ->
                        assertThat(Verdicts.word(control.judge(situation))).isEqualTo(verdict));
        example.why()
                .ifPresent(why ->
                        assertThat(Verdicts.why(control.judge(situation))).contains(why));
        example.fix()
                .ifPresent(
                        calls -> assertThat(documents(control.fix(situation))).isEqualTo(calls));
        example.rollback()
                .ifPresent(calls ->
                        assertThat(documents(control.rollback(situation))).isEqualTo(calls));
    }

    private static List<JsonNode> documents(List<Call> calls) {
        return calls.stream()
                .<JsonNode>map(call -> JsonNodeFactory.instance
                        .objectNode()
                        .put("call", call.operation())
                        .set("with", call.document()))
                .toList();
    }
}
