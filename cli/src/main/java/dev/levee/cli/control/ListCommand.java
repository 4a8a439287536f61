package dev.levee.cli.control;

import dev.levee.rulebook.Control;
import dev.levee.rulebook.Rulebook;
import dev.levee.schemas.Risk;
import dev.levee.schemas.Severity;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = "Lists the controls, ordered by id. A control is listed if every filter given lets it through.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  levee control list --service s3,rds --severity high,critical",
            "  levee control list --on ec2:AuthorizeSecurityGroupIngress",
            "  levee control list --risk destructive --no-rollback",
            "  levee control list --json | jq -r .id"
        })
final class ListCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private ControlsOption controls = new ControlsOption();

    @Option(names = "--service", split = ",", paramLabel = "SERVICE", description = "Of these services, e.g. s3,rds.")
    private List<String> services = List.of();

    @Option(
            names = "--severity",
            split = ",",
            paramLabel = "SEVERITY",
            description = "Of these severities: low, medium, high, critical.")
    private List<Severity> severities = List.of();

    @Option(
            names = "--risk",
            split = ",",
            paramLabel = "RISK",
            description = "Whose fix has these risks: none, billable, destructive.")
    private List<Risk> risks = List.of();

    @Option(
            names = "--resource-type",
            split = ",",
            paramLabel = "TYPE",
            description = "About these types, e.g. AWS::S3::Bucket.")
    private List<String> types = List.of();

    @Option(
            names = "--on",
            split = ",",
            paramLabel = "EVENT",
            description = "Triggered by one of these events, e.g. s3:DeleteBucketEncryption.")
    private List<String> events = List.of();

    @Option(names = "--no-rollback", description = "Whose fix cannot be undone.")
    private boolean noRollback;

    @Option(names = "--own", description = "Of your own folder only.")
    private boolean own;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() {
        Rulebook rulebook = controls.rulebook();
        refuseUnknown("service", services, rulebook, control -> List.of(control.service()));
        refuseUnknown("resource type", types, rulebook, control -> List.of(control.resourceType()));
        refuseUnknown("trigger", events, rulebook, Control::actions);
        List<Control> listed = rulebook.controls().stream().filter(this::passes).toList();

        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            listed.forEach(control -> out.println(ControlTable.json(control)));
        } else if (listed.isEmpty()) {
            spec.commandLine().getErr().println("no control passes these filters together");
        } else {
            ControlTable table = new ControlTable(listed);
            out.println(table.head());
            listed.forEach(control -> out.println(table.line(control)));
        }
        out.flush();
        return 0;
    }

    private boolean passes(Control control) {
        return passes(services, List.of(control.service()))
                && passes(severities, List.of(control.severity()))
                && passes(risks, List.of(control.risk()))
                && passes(types, List.of(control.resourceType()))
                && passes(events, control.actions())
                && !(noRollback && control.noRollback().isEmpty())
                && !(own && Rulebook.standard().control(control.id()).isPresent());
    }

    private static <T> boolean passes(List<T> wanted, Collection<T> has) {
        return wanted.isEmpty() || wanted.stream().anyMatch(has::contains);
    }

    private void refuseUnknown(
            String what, List<String> given, Rulebook rulebook, Function<Control, Collection<String>> names) {
        TreeSet<String> known = new TreeSet<>();
        rulebook.controls().forEach(control -> known.addAll(names.apply(control)));
        given.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new ParameterException(spec.commandLine(), Resemblance.unknown(what, name, known));
        });
    }
}
