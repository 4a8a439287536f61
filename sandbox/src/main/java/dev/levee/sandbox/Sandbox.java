package dev.levee.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import dev.levee.ingest.IngestConfig;
import dev.levee.ingest.IngestConnector;
import dev.levee.rulebook.Rulebook;
import dev.levee.sandbox.aws.LocalAws;
import dev.levee.sandbox.kafka.LocalBroker;
import dev.levee.sandbox.kafka.LocalRegistry;
import dev.levee.sandbox.onboarding.CodeRotation;
import dev.levee.sandbox.onboarding.Onboarding;
import dev.levee.schemas.Account;
import dev.levee.schemas.Registry;
import dev.levee.service.Environment;
import dev.levee.service.ServiceHost;
import dev.levee.service.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// A whole Levee on one machine: broker, registry, a local AWS with two onboarded accounts, and every service, started
/// through the same configuration and the same classes as anywhere else.
public final class Sandbox implements AutoCloseable {

    private static final int PARTITIONS = 4;
    private static final Duration READY = Duration.ofSeconds(60);

    private final SandboxOptions options;
    private final List<SandboxAccount> accounts = SandboxAccount.watched();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<String, ServiceHost> services = new LinkedHashMap<>();
    private final LocalBroker broker;
    private final LocalRegistry registry;
    private final LocalAws aws;
    private final AwsClouds clouds;
    private final String queueUrl;

    private Sandbox(SandboxOptions options, Consumer<String> progress) throws Exception {
        this.options = options;
        try {
            Files.createDirectories(options.folder());
            progress.accept("schema registry");
            this.registry =
                    begin(LocalRegistry.start(options.folder(), options.ports().registry()));
            progress.accept("local AWS");
            this.aws = begin(startAws());
            this.clouds = begin(new AwsClouds(Optional.of(aws.endpoint())));
            this.queueUrl = createQueue();
            CompletableFuture<List<Account>> onboarded = CompletableFuture.supplyAsync(this::onboard);
            progress.accept("broker");
            this.broker = begin(LocalBroker.start(
                    options.folder().resolve("broker"), options.ports().kafka()));
            broker.createTopics(PARTITIONS);
            registry.await();
            progress.accept("accounts and policies");
            new Publication(broker.bootstrapServers(), registry()).publish(onboarded.join(), Rulebook.standard());
            startServices(progress);
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /// Returns once every service is ready.
    ///
    /// @param progress told what is being started
    /// @throws Exception if a part does not start; the message says what to mend, and nothing is left running
    public static Sandbox start(SandboxOptions options, Consumer<String> progress) throws Exception {
        return new Sandbox(options, progress);
    }

    public Endpoints endpoints() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        services.forEach((name, host) -> ports.put(name, host.port()));
        return new Endpoints(
                broker.bootstrapServers(),
                registry.url(),
                aws.endpoint().toString(),
                Map.copyOf(ports),
                auditFolder(),
                options.folder());
    }

    public List<SandboxAccount> accounts() {
        return accounts;
    }

    public Registry registry() {
        return Registry.at(registry.url());
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /// Metrics of a service, by its name.
    public ServiceHost service(String name) {
        return Optional.ofNullable(services.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }

    public LocalAws aws() {
        return aws;
    }

    /// The key of an account's administrator.
    public AwsCredentials credentials(String account) {
        return aws.account(account);
    }

    /// The cloud as an account's administrator sees it.
    public CloudApi cloud(String account) {
        return clouds.as(StaticCredentialsProvider.create(aws.account(account)), "levee-sandbox/1 as/owner");
    }

    /// Puts a message on the queue of events, as a cloud would.
    public void enqueue(String message) {
        call("sqs:SendMessage", Map.of("QueueUrl", queueUrl, "MessageBody", message));
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a part of the sandbox did not stop", e);
            }
        }
    }

    private LocalAws startAws() {
        List<String> ids = new ArrayList<>(List.of(SandboxAccount.HUB));
        accounts.forEach(account -> ids.add(account.id()));
        return LocalAws.builder()
                .port(options.ports().aws())
                .accounts(ids.toArray(String[]::new))
                .start();
    }

    private String createQueue() {
        return call("sqs:CreateQueue", Map.of("QueueName", "levee-events"))
                .path("QueueUrl")
                .asText();
    }

    private List<Account> onboard() {
        String queueArn = "arn:aws:sqs:%s:%s:levee-events".formatted(SandboxAccount.HUB_REGION, SandboxAccount.HUB);
        ScheduledExecutorService timer = begin(Executors.newSingleThreadScheduledExecutor());
        List<Account> onboarded = new ArrayList<>();
        for (SandboxAccount account : accounts) {
            CodeRotation codes = new CodeRotation(account, Clock.systemUTC());
            CloudApi owner = cloud(account.id());
            onboarded.add(new Onboarding(owner, Rulebook.standard(), queueArn).deploy(account, codes));
            codes.keepRotating(owner, timer);
        }
        return onboarded;
    }

    private void startServices(Consumer<String> progress) throws Exception {
        progress.accept("services");
        // The services find Levee's own identity where the AWS SDK looks first.
        AwsCredentials identity = aws.account(SandboxAccount.HUB);
        System.setProperty("aws.accessKeyId", identity.accessKeyId());
        System.setProperty("aws.secretAccessKey", identity.secretAccessKey());

        SandboxPorts ports = options.ports();
        Map<String, String> cloud =
                Map.of("LEVEE_AWS_ENDPOINT", aws.endpoint().toString(), "LEVEE_AWS_REGION", SandboxAccount.HUB_REGION);
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
                cloud,
                (environment, meters) -> new Executor(ExecutorConfig.from(environment), meters));
        host(
                "evaluator",
                ports.evaluator(),
                EvaluatorConfig.SETTINGS,
                Map.of(
                        "LEVEE_EVALUATOR_STATE_DIR",
                        options.folder().resolve("evaluator").toString()),
                (environment, meters) -> new Evaluator(EvaluatorConfig.from(environment), meters));
        Map<String, String> queue = new HashMap<>(cloud);
        queue.put("LEVEE_INGEST_SQS_QUEUE_URL", queueUrl);
        host(
                "ingest-connector",
                ports.ingest(),
                IngestConfig.SETTINGS,
                queue,
                (environment, meters) -> new IngestConnector(IngestConfig.from(environment), meters));
        awaitReady();
    }

    private void host(
            String name, int port, List<Setting<?>> settings, Map<String, String> own, ServiceHost.Factory factory)
            throws Exception {
        Map<String, String> variables = new HashMap<>(own);
        variables.put("LEVEE_HTTP_PORT", Integer.toString(port));
        variables.put("LEVEE_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        variables.put("LEVEE_REGISTRY_URL", registry.url());
        services.put(name, begin(ServiceHost.start(name, Environment.of(variables, settings), factory)));
    }

    private void awaitReady() throws InterruptedException {
        Instant giveUp = Instant.now().plus(READY);
        for (Map.Entry<String, ServiceHost> service : services.entrySet()) {
            while (!service.getValue().health().ready()) {
                if (Instant.now().isAfter(giveUp)) {
                    throw new IllegalStateException("%s did not get ready: %s"
                            .formatted(
                                    service.getKey(),
                                    service.getValue().health().details()));
                }
                Thread.sleep(Duration.ofMillis(20));
            }
        }
    }

    private JsonNode call(String operation, Map<String, String> document) {
        var node = JsonNodeFactory.instance.objectNode();
        document.forEach(node::put);
        return switch (cloud(SandboxAccount.HUB).call(new CloudCall(operation, SandboxAccount.HUB_REGION, node))) {
            case CloudAnswer.Success success -> success.document();
            case CloudAnswer.Failure failure ->
                throw new IllegalStateException("%s was refused: %s".formatted(operation, failure));
        };
    }

    private Path auditFolder() {
        return options.folder().resolve("audit");
    }

    private synchronized <T extends AutoCloseable> T begin(T part) {
        parts.push(part);
        return part;
    }
}
