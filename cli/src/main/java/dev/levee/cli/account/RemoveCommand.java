package dev.levee.cli.account;

import dev.levee.cli.environment.CliEnvironment;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "remove",
        description = {
            "Forgets accounts: from now on Levee neither looks at them nor fixes anything there.",
            "What is deployed in the account stays; its owner deletes the stack."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  levee account remove 111111111111 222222222222"})
final class RemoveCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CliEnvironment environment;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "As `levee account list` shows it.")
    private List<String> ids = List.of();

    @Override
    public Integer call() throws ExecutionException, InterruptedException {
        PublishedAccounts published = PublishedAccounts.in(environment.cluster());
        published.accounts().withdraw(ids, "account");
        published.readiness().delete(ids);
        PrintWriter out = spec.commandLine().getOut();
        ids.forEach(id -> out.printf("removed  %s%n", id));
        out.flush();
        return 0;
    }
}
