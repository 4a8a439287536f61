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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "policy",
        description = {
            "Checks policies, and publishes them to the topic that the evaluator and the executor obey.",
            "Needs LEVEE_KAFKA_BOOTSTRAP_SERVERS and LEVEE_REGISTRY_URL, but for validate."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {PolicyCommand.VALIDATE, PolicyCommand.PUBLISH, PolicyCommand.LIST, PolicyCommand.DELETE})
final class PolicyCommand {

    static final String VALIDATE = "  levee policy validate policies/*.yaml";
    static final String PUBLISH =
            "  levee policy publish policies/*.yaml        # in force within a second, on every instance";
    static final String LIST = "  levee policy list";
    static final String DELETE = "  levee policy delete no-open-admin-ports";
    private static final String FILES = "Policies as YAML.";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CliEnvironment environment;

    @Command(
            name = "validate",
            description = "Says what is wrong, with file and line; exit code 1 if anything is.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = VALIDATE)
    int validate(
            @Mixin ControlsOption controls,
            @Parameters(arity = "1..*", paramLabel = "FILE", description = FILES) List<Path> files)
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
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = PUBLISH)
    int publish(
            @Mixin ControlsOption controls,
            @Parameters(arity = "1..*", paramLabel = "FILE", description = FILES) List<Path> files)
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

    @Command(
            name = "list",
            description = "Lists the policies that are published.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {LIST, "  levee policy list --json | jq -r 'select(.mode == \"automated\") | .id'"})
    int list(@Option(names = "--json", description = "One JSON object a line.") boolean json) {
        Collection<Policy> policies = published().read().values();
        if (policies.isEmpty()) {
            spec.commandLine().getErr().println("there is no policy yet: levee policy publish --help");
        }
        if (json) {
            policies.forEach(policy -> out().println(PolicyTable.json(policy)));
        } else {
            PolicyTable.lines(policies).forEach(out()::println);
        }
        out().flush();
        return 0;
    }

    @Command(
            name = "delete",
            description = "Takes policies out of force: all of those named, or none if one is unknown.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = DELETE)
    int delete(
            @Parameters(arity = "1..*", paramLabel = "ID", description = "As `levee policy list` shows it.")
                    List<String> ids)
            throws ExecutionException, InterruptedException {
        published().withdraw(ids, "policy");
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
