package dev.levee.cli.account;

import dev.levee.cli.environment.CliEnvironment;
import dev.levee.cli.environment.OwnIdentity;
import dev.levee.schemas.Account;
import dev.levee.service.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "add",
        description = {
            "Adds accounts, or changes them: one by its id, those of a file, or every one of an organization. Of an account"
                    + " that is known, what is not given stays as it is.",
            "All of them are published, or none if anything is wrong. In force within a second."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  levee account add 111111111111 --name payments --group production \\",
            "      --external-id 0b9f2a3e-5c1d-4f6a-9e7b-8d2c4a6f1e35 --home-region eu-central-1",
            "  levee account add 222222222222 --mode manual --external-id $UUID",
            "  levee account add 111111111111 --group production,pci      # nothing else of it changes",
            "  levee account add --from-organization --ou ou-ab12-34cd56ef --group-by tag:environment \\",
            "      --external-id $UUID --home-region eu-central-1 --dry-run",
            "  levee account add --file accounts.yaml      # a list of {id, name, externalId, homeRegion, groups, …}"
        })
final class AddCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CliEnvironment environment;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The account's 12 digits.")
    private Optional<String> id = Optional.empty();

    @Option(names = "--name", paramLabel = "NAME", description = "What people call it.")
    private Optional<String> name = Optional.empty();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--scan-role-arn", paramLabel = "ARN", description = "Default: role/levee-scan")
    private Optional<String> scanRole = Optional.empty();

    @Option(names = "--remediator-role-arn", paramLabel = "ARN", description = "Default: role/levee-remediator")
    private Optional<String> remediatorRole = Optional.empty();

    @Option(names = "--secret-arn", paramLabel = "ARN", description = "Default: secret:levee/otp in the home region")
    private Optional<String> secret = Optional.empty();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Accounts as YAML; options hold where it says nothing.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--from-organization",
            description = "Every active account of the AWS organization that these AWS credentials may read.")
    private boolean fromOrganization;

    @Option(names = "--ou", split = ",", paramLabel = "OU-ID", description = "Only below these organizational units.")
    private Set<String> units = Set.of();

    @Option(names = "--exclude", split = ",", paramLabel = "ID", description = "Not these accounts.")
    private Set<String> excluded = Set.of();

    @Option(names = "--with-management-account", description = "The management account too; by default it is left out.")
    private boolean withManagementAccount;

    @Option(
            names = "--group-by",
            paramLabel = "ou|tag:KEY",
            description = "Groups from the units an account is in, e.g. workloads/production, or from a tag's value."
                    + " Besides them and those of --group the account is in none.")
    private String groupBy = "";

    @Option(
            names = "--dry-run",
            description =
                    "Say what would be added or changed, and write nothing. Without LEVEE_KAFKA_BOOTSTRAP_SERVERS every"
                            + " account counts as new.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, ExecutionException, InterruptedException {
        checkSource();
        Map<String, Account> published = published();
        Newcomers newcomers = newcomers(published);
        List<Account> accounts = accounts(newcomers.forms(), published);
        if (!dryRun) {
            PublishedAccounts.in(environment.cluster())
                    .accounts()
                    .publish(accounts.stream()
                            .filter(account -> !account.equals(published.get(account.getId())))
                            .toList());
        }
        PrintWriter out = spec.commandLine().getOut();
        new Tidings(accounts, published, dryRun).lines().forEach(out::println);
        newcomers.leftOut().stream().map(Tidings::leftOut).forEach(out::println);
        out.flush();
        return 0;
    }

    private Map<String, Account> published() {
        return dryRun && !environment.namesCluster()
                ? Map.of()
                : PublishedAccounts.in(environment.cluster()).accounts().read();
    }

    private void checkSource() {
        long sources = Stream.of(id.isPresent(), file.isPresent(), fromOrganization)
                .filter(given -> given)
                .count();
        if (sources != 1) {
            throw wrong("say which accounts: an ID, --file or --from-organization; one of them");
        }
        boolean ofOne = Stream.of(name, scanRole, remediatorRole, secret).anyMatch(Optional::isPresent);
        if (id.isEmpty() && ofOne) {
            throw wrong("the name and the ARNs are those of one account: give its ID, or put them into the --file");
        }
        boolean choosing = !units.isEmpty() || !excluded.isEmpty() || !groupBy.isEmpty() || withManagementAccount;
        if (choosing && !fromOrganization) {
            throw wrong("--ou, --exclude, --group-by and --with-management-account go with --from-organization");
        }
        boolean grouping = groupBy.isEmpty()
                || groupBy.equals(Newcomers.BY_UNIT)
                || (groupBy.startsWith(Newcomers.BY_TAG) && groupBy.length() > Newcomers.BY_TAG.length());
        if (!grouping) {
            throw wrong("--group-by takes ou, or tag: and a tag's key, e.g. tag:environment; not " + groupBy);
        }
    }

    private Newcomers newcomers(Map<String, Account> published) throws IOException {
        if (fromOrganization) {
            try (OwnIdentity identity = environment.identity()) {
                return Newcomers.of(
                        new Organization(identity.api(), identity.region()),
                        new Newcomers.Choice(units, excluded, withManagementAccount, groupBy),
                        connection);
            }
        }
        List<AccountForm> forms = file.isPresent()
                ? AccountFile.read(file.get(), connection, published)
                : List.of(connection.form(id.orElseThrow(), name).reachedBy(scanRole, remediatorRole, secret));
        return new Newcomers(forms, List.of());
    }

    /// @throws ConfigurationException naming everything that is wrong with any of them
    private static List<Account> accounts(List<AccountForm> newcomers, Map<String, Account> published) {
        List<AccountForm> forms =
                newcomers.stream().map(form -> form.asIn(published)).toList();
        List<String> problems = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (AccountForm form : forms) {
            problems.addAll(form.problems());
            if (!ids.add(form.id())) {
                problems.add("account %s is given twice: keep one".formatted(form.id()));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems.stream().distinct().toList());
        }
        return forms.stream().map(AccountForm::account).toList();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
