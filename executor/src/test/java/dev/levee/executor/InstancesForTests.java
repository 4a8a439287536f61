package dev.levee.executor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.levee.executor.api.ApiConfig;
import dev.levee.executor.api.CallsForTests;
import dev.levee.executor.api.CallsForTests.Answer;
import dev.levee.executor.api.CertificatesForTests;
import dev.levee.executor.api.CertificatesForTests.Issued;
import dev.levee.executor.api.IssuerForTests;
import dev.levee.executor.api.TlsFiles;
import dev.levee.executor.api.access.Grants;
import dev.levee.executor.api.access.Oidc;
import dev.levee.executor.readiness.AccountWatch;
import dev.levee.executor.remedy.Patience;
import dev.levee.sandbox.aws.LocalAws;
import dev.levee.sandbox.kafka.Ports;
import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.Finding;
import dev.levee.schemas.FindingState;
import dev.levee.schemas.Policy;
import dev.levee.schemas.PolicyMode;
import dev.levee.schemas.Provider;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Severity;
import dev.levee.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/// Executors of one group, each with its API, and an account of the local AWS that is connected manually. Clients and
/// instances show each other certificates.
final class InstancesForTests implements AutoCloseable {

    static final String GROUP = "levee-executor";

    /// The code that the account trusts.
    static final String CODE = "918273";

    private static final int PARTITIONS = 4;
    private static final Policy CLOSE = Policies.of("close-by-hand", PolicyMode.ASSISTED, Policies.BLOCK);

    final IssuerForTests issuer = new IssuerForTests();
    final TopicsForTests topics;
    final CustomerForTests customer;
    private final List<Instance> instances = new ArrayList<>();
    private final LocalAws aws = LocalAws.builder()
            .accounts(CustomerForTests.ID, CustomerForTests.LEVEE)
            .start();
    private final CertificatesForTests certificates;

    /// Without an instance yet.
    InstancesForTests(Path log, Path folder) {
        this.topics = new TopicsForTests(log, Registry.at("mock://by-hand"));
        this.customer = new CustomerForTests(aws);
        this.certificates = new CertificatesForTests(folder, "levee");
        customer.trustCodes(CODE);
        topics.publish(CLOSE);
        topics.publish(customer.account(ConnectionMode.MANUAL, CustomerForTests.EXTERNAL_ID));
    }

    /// One of them, and a person's calls to it.
    record Instance(Executor executor, CallsForTests calls) {

        boolean owns(String resource) {
            return owned().contains(Integer.toString(partition(resource)));
        }

        List<String> owned() {
            return Stream.of(executor.health()
                            .details()
                            .getOrDefault("partitions", "")
                            .replaceAll("[\\[\\] ]", "")
                            .split(","))
                    .filter(number -> !number.isEmpty())
                    .toList();
        }
    }

    Instance start(String name) throws Exception {
        int port = Ports.free(1).getFirst();
        URI url = URI.create("https://localhost:" + port);
        Issued own = certificates.issue(name);
        Executor executor = new Executor(
                new ExecutorConfig(
                        topics.kafka(),
                        topics.registry(),
                        GROUP,
                        Commands.REGION,
                        Optional.of(aws.endpoint()),
                        100,
                        8,
                        new Patience(Duration.ofMillis(200), Duration.ofSeconds(1), 3),
                        Duration.ofSeconds(5),
                        Optional.empty(),
                        new AccountWatch.Rhythm(Duration.ofHours(1), Duration.ZERO)),
                Optional.of(new ApiConfig.Secured(
                        port,
                        new TlsFiles(own.certificate(), own.key(), Optional.of(certificates.authority())),
                        Optional.of(url),
                        Optional.of(certificates.authority()),
                        new Oidc(
                                issuer.url(),
                                IssuerForTests.AUDIENCE,
                                Optional.empty(),
                                "groups",
                                Grants.parse("oncall=remediator:*,auditors=viewer:*")))),
                new SimpleMeterRegistry(),
                customer.levee());
        executor.start();
        Instance instance = new Instance(
                executor,
                new CallsForTests(url, certificates.client(Optional.of(certificates.issue(name + "-client")))));
        instances.add(instance);
        return instance;
    }

    static int partition(String resource) {
        return BuiltInPartitioner.partitionForKey(resource.getBytes(UTF_8), PARTITIONS);
    }

    /// Returns once every partition is somebody's and everybody has one.
    void awaitShares() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> instances.stream().allMatch(one -> !one.owned().isEmpty())
                        && instances.stream()
                                        .mapToInt(one -> one.owned().size())
                                        .sum()
                                == PARTITIONS);
    }

    /// A bucket that is open to the public, and the finding that says so; its partition is one of these.
    Finding found(Predicate<String> owned) {
        String bucket = Stream.iterate(0, n -> n + 1)
                .map(n -> "b-%s-%d".formatted(Long.toString(System.nanoTime(), Character.MAX_RADIX), n))
                .filter(name -> owned.test("arn:aws:s3:::" + name))
                .findFirst()
                .orElseThrow();
        customer.createBucket(bucket);
        String arn = "arn:aws:s3:::" + bucket;
        Finding finding = Finding.newBuilder()
                .setId("%s/%s/%s".formatted(CustomerForTests.ID, arn, Policies.BLOCK))
                .setProvider(Provider.AWS)
                .setAccount(CustomerForTests.ID)
                .setRegion(Commands.REGION)
                .setResource(arn)
                .setResourceId(bucket)
                .setControl(Policies.BLOCK)
                .setTitle("Buckets block public access")
                .setSeverity(Severity.HIGH)
                .setState(FindingState.OPEN)
                .setEvidence("there is no public access block")
                .setPolicy(CLOSE.getId())
                .setObservedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();
        topics.write(Topics.FINDINGS, finding.getId(), finding);
        instances.forEach(instance -> await().until(
                        () -> instance.calls().get(path(finding), oncall()).status() == 200));
        return finding;
    }

    Answer fix(Instance asked, Finding finding, String code) throws Exception {
        return fix(asked, finding, code, oncall());
    }

    Answer fix(Instance asked, Finding finding, String code, String token) throws Exception {
        return asked.calls().post(path(finding) + "/remediate", token, "{\"code\": \"%s\"}".formatted(code));
    }

    boolean isFixed(Finding finding) {
        return customer.errorOf("s3:GetPublicAccessBlock", Map.of("Bucket", finding.getResourceId()))
                .isEmpty();
    }

    List<AuditEvent> trailOf(String command) {
        return topics.read(Topics.AUDIT).stream()
                .filter(event -> event.getCommand().filter(command::equals).isPresent())
                .toList();
    }

    /// A remediator's.
    String oncall() {
        return issuer.token("anna", "oncall");
    }

    static String path(Finding finding) {
        return "/v1/findings/" + finding.getId();
    }

    @Override
    public void close() {
        instances.forEach(instance -> {
            instance.calls().close();
            instance.executor().close();
        });
        issuer.close();
        customer.close();
        aws.close();
        topics.close();
    }
}
