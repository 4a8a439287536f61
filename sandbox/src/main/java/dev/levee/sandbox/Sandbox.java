package dev.levee.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.audit.AuditSink;
import dev.levee.audit.AuditSinkConfig;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.aws.AwsClouds;
import dev.levee.evaluator.Evaluator;
import dev.levee.evaluator.EvaluatorConfig;
import dev.levee.executor.Executor;
import dev.levee.executor.ExecutorConfig;
import dev.levee.executor.api.ApiConfig;
import dev.levee.ingest.IngestConfig;
import dev.levee.ingest.IngestConnector;
import dev.levee.rulebook.OwnControls;
import dev.levee.rulebook.Rulebook;
import dev.levee.sandbox.kafka.Ports;
import dev.levee.sandbox.onboarding.Hub;
import dev.levee.sandbox.onboarding.Onboarding;
import dev.levee.schemas.Account;
import dev.levee.schemas.Registry;
import dev.levee.service.Environment;
import dev.levee.service.ServiceHost;
import dev.levee.service.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// A whole Levee on one machine: two onboarded accounts and every service, on some ground. The services are started
/// through the same configuration and the same classes as anywhere else.
public final class Sandbox implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(60);

    private final Parts parts = new Parts();
    private final List<SandboxAccount> accounts = SandboxAccount.watched();
    private final Map<String, ServiceHost> services = new LinkedHashMap<>();
    private final Ground ground;
    private final SandboxOptions options;
    private final Rulebook rulebook;
    private final AwsClouds clouds;
    private final Hub hub;
    private final Onboarding onboarding;
    private final ApiEndpoint api;

    private Sandbox(Ground ground, SandboxOptions options, Rulebook rulebook, Consumer<String> progress)
            throws Exception {
        this.ground = ground;
        this.options = options;
        this.rulebook = rulebook;
        this.api = ApiEndpoint.on(Ports.claim(options.ports().api(), "the executor's API"));
        this.clouds = parts.add(new AwsClouds(Optional.of(ground.aws())));
        try {
            this.hub = Hub.deploy(
                    cloud(SandboxAccount.HUB),
                    SandboxAccount.HUB,
                    SandboxAccount.HUB_REGION,
                    accounts.stream().map(SandboxAccount::id).toList());
            this.onboarding = new Onboarding(hub, rulebook.controls());
            progress.accept("accounts and policies");
            new Publication(ground.bootstrapServers(), registry())
                    .publish(accounts.stream().map(this::onboard).toList(), rulebook);
            progress.accept("services");
            startServices();
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /// On this machine alone. Returns once every service is ready.
    ///
    /// @param progress told what is being started
    /// @throws Exception if a part does not start; the message says what to mend, and nothing is left running
    public static Sandbox start(SandboxOptions options, Consumer<String> progress) throws Exception {
        Rulebook rulebook = OwnControls.withStandard(options.controls());
        LocalGround ground = new LocalGround(options, accountIds(), progress);
        try {
            Sandbox sandbox = new Sandbox(ground, options, rulebook, progress);
            sandbox.parts.addLast(ground);
            return sandbox;
        } catch (Throwable e) {
            ground.close();
            throw e;
        }
    }

    /// On ground that stays when the sandbox goes, and that has the accounts [#accountIds()].
    public static Sandbox on(Ground ground, SandboxOptions options) throws Exception {
        return new Sandbox(ground, options, OwnControls.withStandard(options.controls()), _ -> {});
    }

    /// Levee's own account, and those it watches.
    public static List<String> accountIds() {
        return Stream.concat(
                        Stream.of(SandboxAccount.HUB),
                        SandboxAccount.watched().stream().map(SandboxAccount::id))
                .toList();
    }

    public Endpoints endpoints() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        services.forEach((name, host) -> ports.put(name, host.port()));
        return new Endpoints(
                ground.bootstrapServers(),
                ground.registryUrl(),
                ground.aws(),
                ports,
                api,
                auditFolder(),
                options.folder());
    }

    /// Where findings are listed and fixed by hand.
    public ApiEndpoint api() {
        return api;
    }

    public List<SandboxAccount> accounts() {
        return accounts;
    }

    /// The roles that fixes run under.
    public Set<String> remediators() {
        return accounts.stream()
                .map(account -> account.roleArn(Onboarding.REMEDIATOR_ROLE))
                .collect(Collectors.toUnmodifiableSet());
    }

    public String bootstrapServers() {
        return ground.bootstrapServers();
    }

    public Registry registry() {
        return Registry.at(ground.registryUrl());
    }

    /// The services that died, each with the reason; their logs say more.
    public List<String> dead() {
        return services.entrySet().stream()
                .filter(service -> !service.getValue().health().live())
                .map(service -> "the %s died: %s"
                        .formatted(service.getKey(), service.getValue().health().details()))
                .toList();
    }

    /// @param name `ingest-connector`, `evaluator`, `executor` or `audit-sink`
    public ServiceHost service(String name) {
        return Optional.ofNullable(services.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }

    /// The cloud as an account's administrator sees it.
    public CloudApi cloud(String account) {
        return clouds.as(StaticCredentialsProvider.create(ground.credentials(account)), "levee-sandbox/1");
    }

    /// Puts a message on the queue of events, as a cloud would.
    public void enqueue(String message) {
        hub(
                "sqs:SendMessage",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("QueueUrl", hub.queueUrl())
                        .put("MessageBody", message));
    }

    @Override
    public void close() {
        parts.close();
    }

    /// Deploys in an account of the cloud what its owner would.
    Account onboard(SandboxAccount account) {
        return onboarding.automated(cloud(account.id()), account).account();
    }

    private void startServices() throws Exception {
        AwsCredentialsProvider identity = StaticCredentialsProvider.create(hub.identity());
        SandboxPorts ports = options.ports();
        host(
                "audit-sink",
                ports.auditSink(),
                AuditSinkConfig.SETTINGS,
                Map.of("LEVEE_AUDIT_FOLDER", auditFolder().toString()),
                (environment, meters) -> new AuditSink(AuditSinkConfig.from(environment), meters));
        host(
                "executor",
                ports.executor(),
                ExecutorConfig.SETTINGS,
                withOwnControls(inCloud(Map.of("LEVEE_EXECUTOR_FIRST_WAIT", "200ms"))),
                (environment, meters) -> new Executor(
                        ExecutorConfig.from(environment),
                        Optional.of(new ApiConfig.Development(api.url().getPort(), api.token())),
                        meters,
                        identity));
        host(
                "evaluator",
                ports.evaluator(),
                EvaluatorConfig.SETTINGS,
                withOwnControls(Map.of(
                        "LEVEE_EVALUATOR_STATE_DIR",
                        options.folder().resolve("evaluator").toString())),
                (environment, meters) -> new Evaluator(EvaluatorConfig.from(environment), meters));
        host(
                "ingest-connector",
                ports.ingest(),
                IngestConfig.SETTINGS,
                inCloud(Map.of("LEVEE_INGEST_SQS_QUEUE_URL", hub.queueUrl())),
                (environment, meters) -> new IngestConnector(IngestConfig.from(environment), meters, identity));
        awaitReady();
    }

    private Map<String, String> inCloud(Map<String, String> own) {
        Map<String, String> variables = new HashMap<>(own);
        variables.put("LEVEE_AWS_ENDPOINT", ground.aws().toString());
        variables.put("LEVEE_AWS_REGION", SandboxAccount.HUB_REGION);
        return variables;
    }

    private Map<String, String> withOwnControls(Map<String, String> own) {
        Map<String, String> variables = new HashMap<>(own);
        options.controls().ifPresent(folder -> variables.put(OwnControls.FOLDER.variable(), folder.toString()));
        return variables;
    }

    private void host(
            String name, int port, List<Setting<?>> settings, Map<String, String> own, ServiceHost.Factory factory)
            throws Exception {
        Map<String, String> variables = new HashMap<>(own);
        variables.put("LEVEE_HTTP_PORT", Integer.toString(port));
        variables.put("LEVEE_KAFKA_BOOTSTRAP_SERVERS", ground.bootstrapServers());
        variables.put("LEVEE_REGISTRY_URL", ground.registryUrl());
        services.put(name, parts.add(ServiceHost.start(name, Environment.of(variables, settings), factory)));
    }

    private void awaitReady() throws InterruptedException {
        Instant giveUp = Instant.now().plus(READY);
        for (Map.Entry<String, ServiceHost> service : services.entrySet()) {
            while (!service.getValue().health().ready()) {
                if (Instant.now().isAfter(giveUp) || !dead().isEmpty()) {
                    throw new IllegalStateException("%s did not get ready: %s"
                            .formatted(
                                    service.getKey(),
                                    service.getValue().health().details()));
                }
                Thread.sleep(Duration.ofMillis(20));
            }
        }
    }

    private JsonNode hub(String operation, ObjectNode document) {
        return switch (cloud(SandboxAccount.HUB).call(new CloudCall(operation, SandboxAccount.HUB_REGION, document))) {
            case CloudAnswer.Success success -> success.document();
            case CloudAnswer.Failure failure ->
                throw new IllegalStateException("%s was refused: %s".formatted(operation, failure.code()));
        };
    }

    private Path auditFolder() {
        return options.folder().resolve("audit");
    }
}
