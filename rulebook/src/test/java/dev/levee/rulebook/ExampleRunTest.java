package dev.levee.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleRunTest {

    @Test
    void saysWhereAnExampleStandsAndThatItHolds() {
        assertThat(Demo.control().tryExamples())
                .singleElement()
                .satisfies(result -> assertThat(result.name()).isEqualTo("blue"))
                .satisfies(result -> assertThat(Demo.text().lines().toList().get(result.line() - 1))
                        .contains("name: blue"))
                .satisfies(result -> assertThat(result.holds()).isTrue());
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
        {state: {thing: {Colour: red}}, verdict: compliant}    | verdict: expected compliant, is non-compliant
        {state: {thing: {Colour: red}}, why: it is pink}       | why: expected "it is pink" in "it is red"
        {state: {thing: {}}, verdict: compliant}               | aws-demo-thing-is-blue: `colour == "blue"`
        {state: {thing: {Colour: red}}, inputs: {coats: 9}, verdict: compliant} | inputs: input `coats` must be a whole number
        {state: {thing: {Colour: red}}, fix: [{call: 'demo:PaintThing', with: {Name: kettle}}]} | fix: expected [{"call"
        {state: {thing: {Colour: red}}, rollback: [{call: 'demo:PaintThing', with: {}}]} | rollback: the example has no `before`
        {event: 'demo:CreateThing', record: {name: pot}, resources: [kettle]} | resources: expected [kettle], is [pot]
        {event: 'demo:SellThing', record: {name: pot}, resources: []} | event: demo:SellThing is in none of the triggers
        """)
    void saysWhatIsOtherwise(String example, String failure) {
        String text = Demo.text()
                .replace(
                        "  - name: blue\n",
                        "  - %s, name: other}\n  - name: blue\n".formatted(example.substring(0, example.length() - 1)));
        Control control = ControlFiles.load(Map.of(Demo.FILE, text)).controls().getFirst();

        List<String> failures = control.tryExamples().getFirst().failures();

        assertThat(failures).singleElement().asString().startsWith(failure);
    }
}
