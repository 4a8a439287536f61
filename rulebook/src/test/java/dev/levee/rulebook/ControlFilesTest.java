package dev.levee.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.schemas.Severity;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlFilesTest {

    @Test
    void loadsAControl() {
        ControlFiles.Loaded loaded = ControlFiles.load(Map.of(Demo.FILE, Demo.text()));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.controls()).extracting(Control::id).containsExactly("aws-demo-thing-is-blue");
    }

    /// Each case replaces a text of the file and expects one problem on the line of the replacement.
    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
        title: Things   | titel: Things         | unknown key `titel`; known here: applies, caution,
        severity: low   | severity: lowest      | unknown severity `lowest`; known are: low, medium, high, critical
        service: demo   | service: [demo]       | must be text, is a list
        '[a-z]+'        | '[a-z+'               | no regular expression: Unclosed character class
        Demo::Thing     | {}                    | must be text, is a map
        example: kettle | example: Kettle       | the example `Kettle` does not match the id's pattern
        record.?name    | recrd.?name           | expression: undeclared reference to 'recrd'; known here: place, record
        , demo:PaintThing] | , PaintThing]      | `PaintThing` is no operation; write e.g. s3:PutBucketEncryption
        type: integer   | type: number          | unknown type `number`; known are: integer, boolean, string
        default: navy   | default: pink         | default: input `shade` must be one of: navy, sky, is "pink"
        min: 1          | min: one              | `min` must be a whole number
        has(input.coats)| has(input.cotes)      | expression: `input` has no member `cotes`; it has: coats, shade
        state.thing.Col | state.thng.Col        | expression: `state` has no member `thng`; it has: thing
        'colour == "blue"'| size(colour)        | expression: must give true or false, gives int
        'colour == "blue"'| coler == "blue"     | expression: undeclared reference to 'coler'; known here: resource, input, state, colour
        'colour == "blue"'| colour == "blue     | expression: token recognition error
        'it is ${colour}'| 'it is ${colour'     | `${` without its `}`
        when: item      | when: iten            | expression: undeclared reference to 'iten'; known here: resource, input, state, colour, item
        when: item != "under" | when: before.thing == null | undeclared reference to 'before'
        demo:UsePaint   | usePaint              | `usePaint` is no IAM action
        ids: answer     | id: answer            | unknown key `id`; known here: call, ids, paging, permissions, with
        verdict: compliant| verdict: fine       | unknown verdict `fine`
        state: {thing   | sate: {thing          | unknown key `sate`
        """)
    void saysFileAndLineAndTheMend(String good, String bad, String message) {
        String text = Demo.text().replace(good, bad);
        int line = lineOf(text, bad);

        ControlFiles.Loaded loaded = ControlFiles.load(Map.of(Demo.FILE, text));

        assertThat(loaded.controls()).isEmpty();
        assertThat(loaded.problems())
                .anySatisfy(problem -> assertThat(problem.toString())
                        .startsWith(Demo.FILE + ":" + line + ": ")
                        .contains(message));
    }

    @Test
    void saysWhereAKeyIsMissing() {
        String text = Demo.text().replace("  type: Demo::Thing\n", "");

        assertThat(ControlFiles.load(Map.of(Demo.FILE, text)).problems())
                .containsExactly(new Problem(Demo.FILE, lineOf(text, "  id: '[a-z]+'"), "`type` is missing; add it"));
    }

    @Test
    void countsTheLinesOfABlockScalar() {
        String text = Demo.text()
                .replace("that: colour == \"blue\"", "that: |\n      colour\n      == nonsense\n      && true");

        assertThat(ControlFiles.load(Map.of(Demo.FILE, text)).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.line()).isEqualTo(lineOf(text, "nonsense")));
    }

    @Test
    void findsEveryProblemInOneGo() {
        String text = Demo.text()
                .replace("severity: low", "severity: lowest")
                .replace("record.?name", "recrd.?name")
                .replace("gone:", "gonne:");

        assertThat(ControlFiles.load(Map.of(Demo.FILE, text)).problems())
                .extracting(Problem::line)
                .containsExactly(lineOf(text, "lowest"), lineOf(text, "recrd"), lineOf(text, "gonne"));
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        String text = Demo.text().replace("service: demo\n", "service: demo\nservice: demo\n");

        assertThat(ControlFiles.load(Map.of(Demo.FILE, text)).problems())
                .containsExactly(new Problem(Demo.FILE, 6, "key `service` stands here twice; keep one"));
    }

    @Test
    void refusesWhatIsNoYaml() {
        assertThat(ControlFiles.load(Map.of(Demo.FILE, "id: x\ntitle: [\n")).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("no valid YAML"));
    }

    @Test
    void refusesAnAliasBomb() {
        String text = "a: &a [x, x]\n" + "b: &b [*a, *a, *a, *a, *a, *a]\n" + "c: [*b, *b, *b, *b, *b, *b]\n";

        assertThat(ControlFiles.load(Map.of(Demo.FILE, text)).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("aliases"));
    }

    @Test
    void wantsRollbackOrTheReasonWhyNot() {
        String both = Demo.text() + "noRollback: paint sticks\n";

        assertThat(ControlFiles.load(Map.of(Demo.FILE, both)).problems())
                .extracting(Problem::message)
                .containsExactly("either `rollback` (calls) or `noRollback` (why there are none) must stand here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"triggers", "reads", "compliant", "fix", "rollback", "examples"})
    void wantsSomethingInEveryList(String list) {
        String text = Demo.text().replaceFirst("(?m)^" + list + ":\n(?:[ -].*\n)+", list + ": []\n");

        assertThat(ControlFiles.load(Map.of(Demo.FILE, text)).problems())
                .extracting(Problem::message)
                .contains("`" + list + "` is empty; add one");
    }

    @Test
    void wantsEveryReadUnderItsOwnName() {
        String read = Demo.text()
                .substring(Demo.text().indexOf("  - name: thing"), Demo.text().indexOf("let:"));

        assertThat(ControlFiles.load(Map.of(Demo.FILE, Demo.text().replace(read, read + read)))
                        .problems())
                .extracting(Problem::message)
                .containsExactly("two `reads` have the same name; give each its own");
    }

    @Test
    void wantsTheFileNamedAfterItsControl() {
        assertThat(ControlFiles.load(Map.of("controls/demo/blue.yaml", Demo.text()))
                        .problems())
                .extracting(Problem::message)
                .containsExactly("the file must be named after its control: aws-demo-thing-is-blue.yaml");
    }

    @Test
    void wantsEveryIdOnce() {
        String other = "controls/zz/aws-demo-thing-is-blue.yaml";

        assertThat(ControlFiles.load(Map.of(Demo.FILE, Demo.text(), other, Demo.text()))
                        .problems())
                .containsExactly(new Problem(
                        other, 1, "the id aws-demo-thing-is-blue is taken by " + Demo.FILE + "; choose another"));
    }

    @Test
    void laysAControlOverTheBaseItExtends() {
        String base = Demo.text().replaceAll("(?m)^(id|title): .*\n", "");
        String own = """
                id: aws-demo-thing-is-blue
                extends: thing
                title: Things are blue indeed
                severity: high
                inputs: {shade: {default: sky}}
                compliant:
                  - that: input.shade != "navy"
                    otherwise: navy is too dark
                """;

        ControlFiles.Loaded loaded = ControlFiles.load(Map.of(Demo.FILE, own, "controls/aws/demo/_thing.yaml", base));

        assertThat(loaded.problems()).isEmpty();
        Control control = loaded.controls().getFirst();
        assertThat(control.title()).isEqualTo("Things are blue indeed");
        assertThat(control.severity()).isEqualTo(Severity.HIGH);
        assertThat(control.caution()).isEqualTo(Demo.control().caution());
        assertThat(control.inputs(Json.of("{}"))).isEqualTo(new Inputs.Valid(Json.of("{shade: 'sky'}")));
        assertThat(Verdicts.why(judged(control, "navy"))).contains("navy is too dark");
        assertThat(Verdicts.word(judged(control, "sky"))).isEqualTo("compliant");
    }

    private static Judgement judged(Control control, String shade) {
        return control.judge(new Situation(
                control.exampleResource(Demo.PLACE),
                Json.of("{shade: '%s'}".formatted(shade)),
                Map.of("thing", Json.of("{Colour: 'blue'}")),
                Optional.empty()));
    }

    @Test
    void saysInWhichFileAProblemStandsAndSaysItOnce() {
        String base = Demo.text().replaceAll("(?m)^(id|title): .*\n", "");
        String broken = base.replace("record.?name", "recrd.?name");
        String own = "id: aws-demo-%s\nextends: thing\ntitle: A thing\n";

        ControlFiles.Loaded loaded = ControlFiles.load(Map.of(
                "controls/aws/demo/_thing.yaml", broken,
                "controls/aws/demo/aws-demo-one.yaml", own.formatted("one"),
                "controls/aws/demo/aws-demo-two.yaml", own.formatted("two")));

        assertThat(loaded.controls()).isEmpty();
        assertThat(loaded.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("controls/aws/demo/_thing.yaml");
            assertThat(problem.line()).isEqualTo(lineOf(broken, "recrd"));
        });
    }

    @Test
    void refusesABaseThatIsNotThere() {
        String text = Demo.text() + "extends: nothing\n";

        assertThat(ControlFiles.load(Map.of(Demo.FILE, text)).problems())
                .extracting(Problem::message)
                .containsExactly("there is no controls/aws/demo/_nothing.yaml to extend");
    }

    @Test
    void laysABaseOverTheBaseItExtends() {
        String root = Demo.text().replaceAll("(?m)^(id|title|severity): .*\n", "");
        String base = """
                extends: things/thing
                severity: high
                inputs: {shade: {default: sky}}
                compliant:
                  - that: input.shade != "navy"
                    otherwise: navy is too dark
                """;
        String own = """
                id: aws-demo-thing-is-blue
                extends: blue-thing
                title: Things are blue indeed
                compliant:
                  - that: input.shade != "sky"
                    otherwise: sky is too light
                """;

        ControlFiles.Loaded loaded = ControlFiles.load(Map.of(
                Demo.FILE, own, "controls/aws/demo/_blue-thing.yaml", base, "controls/aws/things/_thing.yaml", root));

        assertThat(loaded.problems()).isEmpty();
        Control control = loaded.controls().getFirst();
        assertThat(control.severity()).isEqualTo(Severity.HIGH);
        assertThat(Verdicts.why(judged(control, "navy"))).contains("navy is too dark");
        assertThat(Verdicts.why(judged(control, "sky"))).contains("sky is too light");
    }

    @Test
    void refusesBasesThatExtendEachOther() {
        String base = Demo.text().replaceAll("(?m)^(id|title): .*\n", "");
        String one = base + "extends: other\n";
        String other = "severity: high\nextends: one\n";

        ControlFiles.Loaded loaded = ControlFiles.load(Map.of(
                Demo.FILE,
                "id: aws-demo-thing-is-blue\ntitle: A thing\nextends: one\n",
                "controls/aws/demo/_one.yaml",
                one,
                "controls/aws/demo/_other.yaml",
                other));

        assertThat(loaded.problems())
                .containsExactly(
                        new Problem(
                                "controls/aws/demo/_other.yaml",
                                2,
                                "controls/aws/demo/_one.yaml extends this file, itself or by way of others; extend something else"));
    }

    @Test
    void refusesABaseThatExtendsItself() {
        String base = Demo.text().replaceAll("(?m)^(id|title): .*\n", "") + "extends: one\n";

        assertThat(ControlFiles.load(Map.of(
                                Demo.FILE,
                                "id: aws-demo-thing-is-blue\ntitle: A thing\nextends: one\n",
                                "controls/aws/demo/_one.yaml",
                                base))
                        .problems())
                .extracting(Problem::line)
                .containsExactly(lineOf(base, "extends: one"));
    }

    @Test
    void makesAControlOfEveryVariant() {
        String text = Demo.text() + """
                variants:
                  - {id: aws-demo-thing-is-sky, title: Things are sky, inputs: {shade: {default: sky}}}
                """;

        ControlFiles.Loaded loaded = ControlFiles.load(Map.of(Demo.FILE, text));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.controls())
                .extracting(Control::id)
                .containsExactly("aws-demo-thing-is-blue", "aws-demo-thing-is-sky");
        assertThat(loaded.controls().getLast().family()).hasValue("aws-demo-thing-is-blue");
        assertThat(loaded.controls().getLast().inputs(Json.of("{}")))
                .isEqualTo(new Inputs.Valid(Json.of("{shade: 'sky'}")));
    }

    @Test
    void findsTheFilesInAFolderAndInAJar(@TempDir Path folder) throws IOException {
        Path inFolder = Files.createDirectories(folder.resolve("classes/controls/aws/demo"));
        Files.writeString(inFolder.resolve("one.yaml"), "in the folder");
        Path jar = folder.resolve("a jar.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("controls/"));
            out.putNextEntry(new JarEntry("controls/aws/demo/two.yaml"));
            out.write("in the jar".getBytes(StandardCharsets.UTF_8));
        }
        URL[] path = {folder.resolve("classes").toUri().toURL(), jar.toUri().toURL()};

        try (URLClassLoader loader = new URLClassLoader(path, null)) {
            assertThat(ControlFiles.textsOn(loader))
                    .containsExactly(
                            Map.entry("controls/aws/demo/one.yaml", "in the folder"),
                            Map.entry("controls/aws/demo/two.yaml", "in the jar"));
        }
    }

    private static int lineOf(String text, String part) {
        return (int) text.substring(0, text.indexOf(part)).lines().count()
                + (text.charAt(text.indexOf(part) - 1) == '\n' ? 1 : 0);
    }
}
