package dev.levee.cli.control;

import dev.levee.rulebook.Control;
import dev.levee.rulebook.OwnControls;
import dev.levee.rulebook.Rulebook;
import dev.levee.sandbox.contract.Contract;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "test",
        description = {
            "Holds controls against their own examples, then takes them through their trials in a local AWS: a resource"
                    + " that violates the control is made, found, fixed and rolled back, each with the control's own"
                    + " permissions and with any one of them missing.",
            "One line for each example and promise. Exit code 1 if one does not hold."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  levee control test my-controls/aws-sqs-queue-message-retention.yaml",
            "  levee control test my-controls",
            "  levee control test --examples my-controls     # without a cloud"
        })
final class TestCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--examples", description = "Only the examples, not the trials.")
    private boolean examplesOnly;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Controls as YAML, or folders of them.")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
        List<Control> controls = files.stream().flatMap(TestCommand::controlsIn).toList();
        List<TestLine> lines = new ArrayList<>();
        controls.forEach(control -> TestLine.examples(control).forEach(line -> show(line, lines)));
        if (!examplesOnly) {
            tryOut(controls, lines);
        }
        long failed = lines.stream().filter(line -> !line.holds()).count();
        if (!json) {
            out().println(
                            failed == 0
                                    ? "all %d hold".formatted(lines.size())
                                    : "%d of %d DO NOT HOLD".formatted(failed, lines.size()));
            out().flush();
        }
        return failed == 0 ? 0 : 1;
    }

    private void tryOut(List<Control> controls, List<TestLine> lines) {
        try (Contract contract = new Contract()) {
            controls.forEach(control -> TestLine.trials(control, contract).forEach(line -> show(line, lines)));
        }
    }

    private void show(TestLine line, List<TestLine> lines) {
        lines.add(line);
        if (json) {
            out().println(line.json());
        } else {
            line.text().forEach(out()::println);
        }
        out().flush();
    }

    private static Stream<Control> controlsIn(Path file) {
        if (!Files.isDirectory(file)) {
            return OwnControls.in(file).stream();
        }
        return OwnControls.withStandard(Optional.of(file)).controls().stream()
                .filter(control -> Rulebook.standard().control(control.id()).isEmpty());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
