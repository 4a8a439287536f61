package dev.levee.cli.account;

import dev.levee.cli.environment.CliEnvironment;
import dev.levee.schemas.Account;
import dev.levee.schemas.Readiness;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        description = "Shows an account, how it is reached, and what was found when it was last verified.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  levee account show 111111111111"})
final class ShowCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CliEnvironment environment;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Parameters(paramLabel = "ID", description = "As `levee account list` shows it.")
    private String id = "";

    @Override
    public Integer call() {
        PublishedAccounts published = PublishedAccounts.in(environment.cluster());
        Account account = published.account(id);
        Optional<Readiness> readiness =
                Optional.ofNullable(published.readiness().read().get(id));

        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(AccountTable.json(account, readiness));
        } else {
            AccountTable.sheet(account, readiness).forEach(out::println);
        }
        out.flush();
        return 0;
    }
}
