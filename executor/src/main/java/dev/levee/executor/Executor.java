package dev.levee.executor;

import dev.levee.executor.api.Api;
import dev.levee.executor.api.ApiConfig;
import dev.levee.executor.authority.Authoriser;
import dev.levee.executor.authority.CurrentState;
import dev.levee.executor.authority.CurrentTable;
import dev.levee.executor.journal.Journal;
import dev.levee.executor.journal.Records;
import dev.levee.executor.lane.AccountLimits;
import dev.levee.executor.manual.ManualOrders;
import dev.levee.executor.readiness.AccountVerifier;
import dev.levee.executor.readiness.AccountWatch;
import dev.levee.executor.readiness.Heartbeats;
import dev.levee.executor.readiness.LeveeIdentity;
import dev.levee.executor.readiness.Needs;
import dev.levee.executor.readiness.ReadinessTopic;
import dev.levee.executor.remedy.Meters;
import dev.levee.executor.remedy.Remediation;
import dev.levee.executor.session.Clouds;
import dev.levee.executor.session.Connections;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.OwnControls;
import dev.levee.rulebook.Rulebook;
import dev.levee.schemas.Topics;
import dev.levee.service.ConfigurationException;
import dev.levee.service.Health;
import dev.levee.service.Service;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/// Carries out commands: see [Remediation] for one command and [CommandLoop] for how they are taken up.
public final class Executor implements Service {

    /// How long a heartbeat may take to come back.
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private final ExecutorConfig config;
    private final Optional<ApiConfig> apiConfig;
    private final MeterRegistry meters;
    private final AwsCredentialsProvider identity;
    private final Rulebook rulebook;
    private final Clouds clouds;
    private final Clock clock;

    private volatile @Nullable Records records;
    private volatile @Nullable CurrentState current;
    private volatile @Nullable CommandLoop loop;
    private volatile @Nullable AccountWatch watch;
    private volatile @Nullable Connections accounts;
    private volatile @Nullable Api api;

    /// With the process's own identity: the SDK's default chain, e.g. web identity on Kubernetes.
    ///
    /// @param api empty where none is to be served
    public Executor(ExecutorConfig config, Optional<ApiConfig> api, MeterRegistry meters) {
        this(config, api, meters, DefaultCredentialsProvider.builder().build());
    }

    /// @param identity who assumes the accounts' roles
    /// @throws dev.levee.service.ConfigurationException if own controls are configured that do not load
    public Executor(
            ExecutorConfig config, Optional<ApiConfig> api, MeterRegistry meters, AwsCredentialsProvider identity) {
        this(config, api, meters, identity, Clock.systemUTC());
    }

    /// @param clock whose time it is, for codes and deadlines
    public Executor(
            ExecutorConfig config,
            Optional<ApiConfig> api,
            MeterRegistry meters,
            AwsCredentialsProvider identity,
            Clock clock) {
        this(
                config,
                api,
                meters,
                identity,
                OwnControls.withStandard(config.controls()),
                Clouds.aws(config.endpoint()),
                clock);
    }

    Executor(
            ExecutorConfig config,
            Optional<ApiConfig> api,
            MeterRegistry meters,
            AwsCredentialsProvider identity,
            Rulebook rulebook,
            Clouds clouds,
            Clock clock) {
        this.config = config;
        this.apiConfig = api;
        this.meters = meters;
        this.identity = identity;
        this.rulebook = rulebook;
        this.clouds = clouds;
        this.clock = clock;
    }

    @Override
    public void start() throws Exception {
        Thread.startVirtualThread(() ->
                rulebook.controls().stream().map(Control::service).distinct().forEach(clouds::prepare));
        int partitions = partitionsOfCommands();
        CurrentState state = new CurrentState(config.kafka(), config.registry(), rulebook);
        current = state;
        Records writer = new Records(config.kafka(), config.registry(), meters);
        records = writer;
        state.start(CurrentTable.PATIENCE);

        LeveeIdentity self = new LeveeIdentity(clouds, identity, config.region(), "levee/" + version());
        Connections connections =
                new Connections(self.sts(), config.patience().longest(), meters, clock, this::verifyAgain);
        accounts = connections;
        Authoriser authoriser = new Authoriser(rulebook, state, clock);
        Remediation remediation = new Remediation(
                writer,
                authoriser,
                connections,
                new AccountLimits(config.maxPerAccount()),
                config.patience(),
                new Meters(meters),
                clock);
        Journal journal = new Journal(config.kafka(), config.registry(), writer);
        ExecutorConfig announced =
                apiConfig.flatMap(ApiConfig::clientId).map(config::announcing).orElse(config);
        CommandLoop commands = new CommandLoop(announced, journal, writer, remediation::take, meters, clock);
        loop = commands;
        commands.start();
        ManualOrders orders = new ManualOrders(state, authoriser, commands.desk(), partitions, clock);
        AccountWatch accountWatch = watch(state, self, connections, writer, orders::owns);
        watch = accountWatch;
        accountWatch.start();
        Api.Cluster cluster = new Api.Cluster(config.kafka(), config.registry(), config.group());
        apiConfig.ifPresent(serve -> api = Api.start(serve, cluster, state, rulebook, orders, meters));
    }

    /// Where the API is served, once it is.
    public Optional<Integer> apiPort() {
        return Optional.ofNullable(api).map(Api::port);
    }

    private AccountWatch watch(
            CurrentState state, LeveeIdentity self, Connections connections, Records writer, Predicate<String> ours) {
        Duration heartbeat = config.watch().heartbeatEvery().isZero() ? Duration.ZERO : HEARTBEAT;
        Heartbeats back = new Heartbeats(config.kafka(), config.registry());
        ReadinessTopic known = new ReadinessTopic(config.kafka(), config.registry(), writer);
        try {
            back.start(CurrentTable.PATIENCE);
            known.start(CurrentTable.PATIENCE);
            return new AccountWatch(
                    new AccountWatch.Accounts(state::accounts, ours),
                    new AccountVerifier(self, back, heartbeat, clock, "executor"),
                    () -> new Needs(rulebook, state.policies()),
                    connections,
                    back,
                    known,
                    config.watch(),
                    meters,
                    clock);
        } catch (RuntimeException e) {
            back.close();
            known.close();
            throw e;
        }
    }

    /// An account began to keep Levee out, or stopped to.
    private void verifyAgain(String account) {
        AccountWatch accountWatch = watch;
        if (accountWatch != null) {
            accountWatch.recheck(account);
        }
    }

    @Override
    public Health health() {
        CommandLoop commands = loop;
        CurrentState state = current;
        if (commands == null || state == null) {
            return Health.notReady("starting");
        }
        if (state.failure().isPresent()) {
            return Health.dead("policies or accounts are not read any more");
        }
        if (Optional.ofNullable(watch).flatMap(AccountWatch::failure).isPresent()) {
            return Health.dead("heartbeats or readiness are not read any more");
        }
        Api served = api;
        if (served == null && apiConfig.isPresent()) {
            return Health.notReady("starting the API");
        }
        return served != null && served.failure().isPresent()
                ? Health.dead("findings are not read any more")
                : commands.health();
    }

    @Override
    public void close() {
        CommandLoop commands = loop;
        CurrentState state = current;
        Records writer = records;
        Connections open = accounts;
        Api served = api;
        if (served != null) {
            served.close();
        }
        AccountWatch accountWatch = watch;
        if (accountWatch != null) {
            accountWatch.close();
        }
        if (commands != null) {
            commands.close();
        }
        if (state != null) {
            state.close();
        }
        if (writer != null) {
            writer.close();
        }
        if (open != null) {
            open.close();
        }
        clouds.close();
    }

    /// A resource's journal is found by the number of its commands' partition.
    ///
    /// @return how many partitions of commands there are
    private int partitionsOfCommands() throws Exception {
        String commands = Topics.COMMANDS.name();
        String executions = Topics.EXECUTIONS.name();
        try (Admin admin = Admin.create(config.kafka())) {
            int ofCommands = partitions(admin, commands);
            int ofExecutions = partitions(admin, executions);
            if (ofCommands != ofExecutions) {
                throw new IllegalStateException("%s has %d partitions and %s has %d: they must have the same number"
                        .formatted(commands, ofCommands, executions, ofExecutions));
            }
            return ofCommands;
        }
    }

    private static int partitions(Admin admin, String topic) throws Exception {
        try {
            return Objects.requireNonNull(admin.describeTopics(List.of(topic))
                            .topicNameValues()
                            .get(topic))
                    .get()
                    .partitions()
                    .size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new ConfigurationException(List.of(
                        "topic %s does not exist: create the topics with `levee topics apply`".formatted(topic)));
            }
            throw e;
        }
    }

    private static String version() {
        return Optional.ofNullable(Executor.class.getPackage().getImplementationVersion())
                .orElse("dev");
    }
}
