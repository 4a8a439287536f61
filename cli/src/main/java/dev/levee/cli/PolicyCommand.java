package dev.levee.cli;

import dev.levee.cli.control.ControlsOption;
import dev.levee.cli.environment.CliEnvironment;
import dev.levee.cli.environment.CompactedTopic;
import dev.levee.rulebook.Rulebook;
import dev.levee.rulebook.policy.Parsed;
import dev.levee.rulebook.policy.PolicyYaml;
import dev.levee.schemas.Policy;
import dev.levee.schemas.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "policy",
        description = "Checks policies, and publishes them to the topic that the evaluator and the executor obey.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  levee policy validate policies/*.yaml",
            "  levee policy publish policies/*.yaml        in force within a second, on every instance",
            "  levee policy delete no-open-admin-ports"
        })
final class PolicyCommand {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CliEnvironment environment;

    @Command(
            name = "validate",
            description = "Says what is wrong, with file and line; exit code 1 if anything is.",
            mixinStandardHelpOptions = true)
    int validate(@Mixin ControlsOption controls, @Parameters(arity = "1..*", paramLabel = "FILE") List<Path> files)
            throws IOException {
        return read(files, controls.rulebook())
                .map(policies -> {
                    policies.forEach(policy -> out().printf("valid  %s (%s)%n", policy.getId(), policy.getMode()));
                    out().flush();
                    return 0;
                })
                .orElse(1);
    }

    @Command(
            name = "publish",
            description = "Publishes every policy of the files, or none if anything is wrong.",
            mixinStandardHelpOptions = true)
    int publish(@Mixin ControlsOption controls, @Parameters(arity = "1..*", paramLabel = "FILE") List<Path> files)
            throws IOException, ExecutionException, InterruptedException {
        Optional<List<Policy>> policies = read(files, controls.rulebook());
        if (policies.isEmpty()) {
            return 1;
        }
        published().publish(policies.get());
        policies.get().forEach(policy -> out().printf("published  %s (%s)%n", policy.getId(), policy.getMode()));
        out().flush();
        return 0;
    }

    @Command(name = "delete", description = "Takes policies out of force.", mixinStandardHelpOptions = true)
    int delete(@Parameters(arity = "1..*", paramLabel = "ID") List<String> ids)
            throws ExecutionException, InterruptedException {
        published().delete(ids);
        ids.forEach(id -> out().printf("deleted  %s%n", id));
        out().flush();
        return 0;
    }

    /// Every policy of the files; empty, and said why, if anything in them is wrong.
    private Optional<List<Policy>> read(List<Path> files, Rulebook rulebook) throws IOException {
        List<Policy> policies = new ArrayList<>();
        boolean valid = true;
        for (Path file : files) {
            switch (PolicyYaml.parse(file.toString(), Files.readString(file), rulebook)) {
                case Parsed.Valid(List<Policy> read) -> policies.addAll(read);
                case Parsed.Invalid invalid -> {
                    valid = false;
                    invalid.problems().forEach(spec.commandLine().getErr()::println);
                }
            }
        }
        return valid ? Optional.of(policies) : Optional.empty();
    }

    private CompactedTopic<Policy> published() {
        return new CompactedTopic<>(environment.cluster(), Topics.POLICIES, Policy::getId);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
