package dev.levee.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ControlTest {

    private final Control control = Demo.control();
    private final Resource kettle = control.resource("kettle", Demo.PLACE);

    @Test
    void namesAResourceByItsArn() {
        assertThat(kettle.arn()).isEqualTo("arn:aws:demo:eu-central-1:111122223333:thing/kettle");
    }

    @Test
    void refusesAnIdThatNoResourceCanHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.resource("*", Demo.PLACE))
                .withMessageContaining("must match [a-z]+");
        assertThatExceptionOfType(JudgementException.class)
                .isThrownBy(() -> control.resourcesIn("demo:CreateThing", Json.of("{name: '*'}"), Demo.PLACE));
    }

    @Test
    void findsNoResourceInAnEventThatIsNoTrigger() {
        assertThat(control.resourcesIn("demo:DropThing", Json.of("{name: 'kettle'}"), Demo.PLACE))
                .isEmpty();
    }

    @Test
    void findsSeveralResourcesInOneEventEachOnce() {
        JsonNode record = Json.of("{name: ['kettle', 'pan', 'kettle']}");

        assertThat(control.resourcesIn("demo:CreateThing", record, Demo.PLACE))
                .extracting(Resource::id)
                .containsExactly("kettle", "pan");
    }

    @Test
    void saysThatNothingIsKnownWhereTheStateLacksAMember() {
        assertThatExceptionOfType(JudgementException.class)
                .isThrownBy(() -> control.judge(situation("{}", "{thing: {}}")))
                .withMessageContaining("aws-demo-thing-is-blue")
                .withMessageContaining("'Colour'");
        assertThatExceptionOfType(JudgementException.class).isThrownBy(() -> control.judge(situation("{}", "{}")));
    }

    @Test
    void saysThatNothingIsKnownWhereTheConfigurationIsAbsentAndNobodySaidWhatThatMeans() {
        assertThatExceptionOfType(JudgementException.class)
                .isThrownBy(() -> control.judge(situation("{}", "{thing: null}")));
    }

    @Test
    void fillsInTheDefaultsOfInputs() {
        assertThat(control.inputs(Json.of("{}"))).isEqualTo(new Inputs.Valid(Json.of("{shade: 'navy'}")));
        assertThat(control.inputs(Json.of("{coats: 2}")))
                .isEqualTo(new Inputs.Valid(Json.of("{shade: 'navy', coats: 2}")));
    }

    @Test
    void namesEveryInputThatIsWrong() {
        assertThat(control.inputs(Json.of("{shade: 'pink', coats: 4, gloss: true}")))
                .isEqualTo(new Inputs.Invalid(List.of(
                        "input `shade` must be one of: navy, sky, is \"pink\"",
                        "input `coats` must be a whole number from 1 to 3, is 4",
                        "unknown input `gloss`; known are: shade, coats")));
        assertThat(control.inputs(Json.of("[]"))).isInstanceOf(Inputs.Invalid.class);
    }

    @Test
    void holdsInputsAgainstEachOther() {
        assertThat(control.inputs(Json.of("{shade: 'sky', coats: 1}")))
                .isEqualTo(new Inputs.Invalid(List.of("sky blue is painted once")));
    }

    @Test
    void makesOutItsReads() {
        Read read = control.reads().getFirst();

        assertThat(read.calls(kettle, Json.of("{}"), Map.of()))
                .containsExactly(new Call("demo:GetThing", "eu-central-1", Json.of("{Name: 'kettle'}")));
        assertThat(read.meansAbsent("NoColour")).isTrue();
        assertThat(read.meansGone("NoColour")).isFalse();
        assertThat(read.meansGone("NeverWas")).isTrue();
        assertThat(read.paging()).isEmpty();
    }

    @Test
    void readsTheTimeWithoutACall() {
        Read time = new TimeRead("now");

        assertThat(time.calls(kettle, Json.of("{}"), Map.of())).isEmpty();
        assertThat(time.state(List.of(), Instant.parse("2026-11-21T09:30:00Z")))
                .isEqualTo(Json.of("'2026-11-21T09:30:00Z'"));
    }

    @Test
    void makesACallForEachItemLeavesOutWhatIsAbsentAndHeedsWhen() {
        assertThat(control.fix(situation("{shade: 'sky'}", "{thing: {Colour: 'red'}}")))
                .extracting(Call::document)
                .containsExactly(Json.of("{Name: 'kettle', Layer: 'over', Shade: 'sky'}"));
        assertThat(control.fix(situation("{shade: 'navy', coats: 2}", "{thing: {Colour: 'red'}}")))
                .extracting(Call::document)
                .containsExactly(
                        Json.of("{Name: 'kettle', Layer: 'under', Shade: 'navy', Coats: 2}"),
                        Json.of("{Name: 'kettle', Layer: 'over', Shade: 'navy', Coats: 2}"));
    }

    @Test
    void rollsBackFromTheStateBeforeKnowingTheStateNow() {
        Situation situation = new Situation(
                kettle,
                Json.of("{shade: 'navy'}"),
                state("{thing: {Colour: 'blue'}}"),
                Optional.of(state("{thing: {Colour: 'red'}}")));

        assertThat(control.rollback(situation))
                .extracting(Call::document)
                .containsExactly(Json.of("{Name: 'kettle', Colour: 'red', Over: 'blue'}"));
    }

    @Test
    void doesNotRollBackWithoutTheStateBefore() {
        assertThatIllegalStateException()
                .isThrownBy(() -> control.rollback(situation("{}", "{thing: {Colour: 'red'}}")))
                .withMessageContaining("before");
    }

    @Test
    void saysWhyItHasNoRollback() {
        String text = Demo.text();
        String irreversible = text.substring(0, text.indexOf("rollback:")) + "noRollback: paint sticks\n"
                + text.substring(text.indexOf("list:"));
        Control sticky =
                ControlFiles.load(Map.of(Demo.FILE, irreversible)).controls().getFirst();

        assertThat(sticky.noRollback()).hasValue("paint sticks");
        assertThatIllegalStateException()
                .isThrownBy(() -> sticky.rollback(situation("{}", "{thing: {Colour: 'red'}}")))
                .withMessageContaining("paint sticks");
    }

    @Test
    void listsExistingResources() {
        assertThat(control.listing().call(Demo.PLACE))
                .hasValue(new Call("demo:ListThings", "eu-central-1", Json.of("{Region: 'eu-central-1'}")));
        assertThat(control.listing().ids(Json.of("{Things: ['kettle', 'pan']}"), Demo.PLACE))
                .containsExactly("kettle", "pan");
    }

    @Test
    void namesTheArnInItsPermissionsSoThatTheyStandAlone() {
        assertThat(control.permissions(Purpose.READ))
                .containsExactly(
                        new Permission(
                                "demo:GetThing",
                                "arn:${resource.partition}:demo:${resource.region}:${resource.account}:thing/${resource.id}"),
                        new Permission("demo:ListThings", "*"));
    }

    @Test
    void judgesTheSameOnManyThreads() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> answers = threads.invokeAll(IntStream.range(0, 2_000)
                    .<Callable<Boolean>>mapToObj(number -> () -> {
                        String colour = number % 2 == 0 ? "blue" : "red" + number;
                        Judgement judgement =
                                control.judge(situation("{shade: 'navy'}", "{thing: {Colour: '" + colour + "'}}"));
                        return judgement.equals(
                                number % 2 == 0
                                        ? new Judgement.Compliant()
                                        : new Judgement.NonCompliant("it is " + colour));
                    })
                    .toList());

            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        }
    }

    private Situation situation(String inputs, String state) {
        return new Situation(kettle, Json.of(inputs), state(state), Optional.empty());
    }

    private static Map<String, JsonNode> state(String text) {
        return Json.of(text).properties().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
