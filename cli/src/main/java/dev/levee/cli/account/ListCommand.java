package dev.levee.cli.account;

import dev.levee.cli.environment.CliEnvironment;
import dev.levee.schemas.Account;
import dev.levee.schemas.Readiness;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = "Lists the accounts, and whether each was ready when it was last verified.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  levee account list", "  levee account list --json | jq -r 'select(.readiness.ready | not) | .id'"})
final class ListCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CliEnvironment environment;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() {
        PublishedAccounts published = PublishedAccounts.in(environment.cluster());
        Map<String, Account> accounts = published.accounts().read();
        Map<String, Readiness> readiness = published.readiness().read();

        PrintWriter out = spec.commandLine().getOut();
        AccountTable table = new AccountTable(accounts.values());
        if (accounts.isEmpty()) {
            spec.commandLine().getErr().println("there is no account yet: levee account add --help");
        } else if (!json) {
            out.println(table.head());
        }
        accounts.forEach((id, account) -> {
            Optional<Readiness> found = Optional.ofNullable(readiness.get(id));
            out.println(json ? AccountTable.json(account, found) : table.line(account, found));
        });
        out.flush();
        return 0;
    }
}
