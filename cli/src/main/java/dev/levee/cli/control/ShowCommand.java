package dev.levee.cli.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.Place;
import dev.levee.rulebook.Purpose;
import dev.levee.rulebook.Resource;
import dev.levee.rulebook.Rulebook;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        description = {
            "Shows everything about a control: what it checks and changes, what a policy may set, what sets it off, what"
                    + " it risks, whether it can be undone, and the IAM permissions it needs."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  levee control show aws-kms-key-rotation",
            "  levee control show aws-kms-key-rotation --json | jq .sessionPolicies.fix"
        })
final class ShowCommand implements Callable<Integer> {

    private static final Place EXAMPLE = new Place("aws", "111122223333", "eu-central-1");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private ControlsOption controls = new ControlsOption();

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "As `levee control list` shows it.")
    private List<String> ids = List.of();

    @Override
    public Integer call() {
        Rulebook rulebook = controls.rulebook();
        List<Control> wanted = ids.stream().map(id -> control(id, rulebook)).toList();
        PrintWriter out = spec.commandLine().getOut();
        for (Control control : wanted) {
            if (json) {
                out.println(json(control));
            } else {
                out.println(ControlSheet.of(control));
            }
        }
        out.flush();
        return 0;
    }

    private Control control(String id, Rulebook rulebook) {
        return rulebook.control(id).orElseThrow(() -> {
            List<String> known = rulebook.controls().stream().map(Control::id).toList();
            return new ParameterException(spec.commandLine(), Resemblance.unknown("control", id, known));
        });
    }

    /// The session policies are those of the control's example.
    private static ObjectNode json(Control control) {
        ObjectNode json = ControlTable.json(control);
        json.put("settleSeconds", control.settle().toSeconds());
        json.set("definition", control.definition());
        Resource example = control.exampleResource(EXAMPLE);
        json.put("exampleArn", example.arn());
        ObjectNode policies = json.putObject("sessionPolicies");
        for (Purpose purpose : Purpose.values()) {
            if (!control.permissions(purpose).isEmpty()) {
                policies.set(ControlTable.word(purpose), control.sessionPolicy(example, purpose));
            }
        }
        return json;
    }
}
