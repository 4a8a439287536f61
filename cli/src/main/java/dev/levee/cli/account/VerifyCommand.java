package dev.levee.cli.account;

import dev.levee.cli.control.ControlsOption;
import dev.levee.cli.environment.CliEnvironment;
import dev.levee.cli.environment.Cluster;
import dev.levee.cli.environment.CodePrompt;
import dev.levee.cli.environment.CompactedTopic;
import dev.levee.cli.environment.OwnIdentity;
import dev.levee.executor.readiness.AccountVerifier;
import dev.levee.executor.readiness.Heartbeats;
import dev.levee.executor.readiness.LeveeIdentity;
import dev.levee.executor.readiness.Needs;
import dev.levee.executor.session.CodeSource;
import dev.levee.rulebook.Rulebook;
import dev.levee.rulebook.policy.CompiledPolicy;
import dev.levee.schemas.Account;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.Policy;
import dev.levee.schemas.Readiness;
import dev.levee.schemas.Topics;
import dev.levee.service.Setting;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "verify",
        description = {
            "Tries every step of Levee's work in accounts, for real and without changing anything: identity, clock, roles,"
                    + " secret, code, permissions, forwarding of events. Says what to do about each that fails.",
            "To be run as Levee: with the AWS identity that the accounts' roles trust. What it found is published to"
                    + " levee.readiness. Exit code 0 only if every account is ready."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  levee account verify 111111111111",
            "  levee account verify --all --json | jq -r 'select(.ready | not) | .account'",
            "  levee account verify 222222222222 --code -      # a manual connection; asks for the code"
        })
final class VerifyCommand implements Callable<Integer> {

    private static final int AT_ONCE = 8;
    private static final Duration HEARTBEATS = Duration.ofSeconds(30);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CliEnvironment environment;

    @Mixin
    private ControlsOption controls = new ControlsOption();

    @Parameters(arity = "0..*", paramLabel = "ID", description = "As `levee account list` shows it.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "Every account.")
    private boolean all;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            description = "How long a heartbeat may take to come back. Default: ${DEFAULT-VALUE}",
            defaultValue = "30s",
            converter = TimeConverter.class)
    private Duration wait = Duration.ZERO;

    @Option(
            names = "--code",
            paramLabel = "CODE",
            description =
                    "The code of the moment, for one account with a manual connection; - asks for it unseen, or takes it from"
                            + " what is piped in.")
    private Optional<String> code = Optional.empty();

    @Option(names = "--json", description = "One JSON object an account, a line each.")
    private boolean json;

    @Override
    public Integer call() throws IOException, ExecutionException, InterruptedException {
        if (all != ids.isEmpty()) {
            throw wrong("say which accounts: their IDs, or --all");
        }
        Cluster cluster = environment.cluster();
        PublishedAccounts published = PublishedAccounts.in(cluster);
        List<Account> accounts = all ? List.copyOf(published.accounts().read().values()) : published.accounts(ids);
        checkCode(accounts);
        Map<Account, CodeSource> codes = new LinkedHashMap<>();
        for (Account account : accounts) {
            codes.put(account, codes(account));
        }
        List<Readiness> found;
        try (OwnIdentity identity = environment.identity();
                Heartbeats heartbeats = new Heartbeats(cluster.kafka(), cluster.registry())) {
            heartbeats.start(HEARTBEATS);
            LeveeIdentity self = new LeveeIdentity(
                    identity.clouds(), identity.credentials(), identity.region(), OwnIdentity.USER_AGENT);
            AccountVerifier verifier = new AccountVerifier(self, heartbeats, wait, Clock.systemUTC(), "cli");
            found = verify(codes, verifier, needs(cluster));
        }
        published.readiness().publish(found);
        return found.stream().allMatch(Readiness::getReady) ? 0 : 1;
    }

    /// One account is told step by step, several each as a whole.
    private List<Readiness> verify(Map<Account, CodeSource> accounts, AccountVerifier verifier, Needs needs)
            throws ExecutionException, InterruptedException {
        List<Readiness> found = new ArrayList<>();
        VerifyReport report = new VerifyReport(spec.commandLine().getOut(), json, accounts.size() == 1);
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<Readiness>> tasks = new ArrayList<>();
            accounts.forEach((account, codes) -> tasks.add(threads.submit(() -> {
                report.begin(account);
                Readiness readiness = verifier.verify(account, needs, codes, report::step);
                report.end(account, readiness);
                return readiness;
            })));
            for (Future<Readiness> task : tasks) {
                found.add(task.get());
            }
        }
        return found;
    }

    private Needs needs(Cluster cluster) {
        Rulebook rulebook = controls.rulebook();
        CompactedTopic<Policy> policies = new CompactedTopic<>(cluster, Topics.POLICIES, Policy::getId);
        return new Needs(
                rulebook,
                policies.read().values().stream()
                        .map(policy -> CompiledPolicy.compile(policy, rulebook))
                        .toList());
    }

    private void checkCode(List<Account> accounts) {
        boolean oneManual =
                accounts.size() == 1 && accounts.getFirst().getConnection().getMode() == ConnectionMode.MANUAL;
        if (code.isPresent() && !oneManual) {
            throw wrong("--code goes with one account, and with a manual connection");
        }
    }

    private CodeSource codes(Account account) throws IOException {
        if (account.getConnection().getMode() == ConnectionMode.AUTOMATED) {
            return new CodeSource.Secret();
        }
        return code.isEmpty()
                ? new CodeSource.Absent()
                : new CodeSource.Typed(CodePrompt.code(code.get(), account.getId(), spec.commandLine()));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /// A length of time as the services' settings have it, e.g. `30s`.
    static final class TimeConverter implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            try {
                return Setting.duration("--wait", "").parse().apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("`%s` %s, e.g. 30s".formatted(text, e.getMessage()));
            }
        }
    }
}
