package dev.levee.sandbox.readiness;

import dev.levee.cloud.CloudApi;
import dev.levee.cloud.aws.AwsClouds;
import dev.levee.executor.readiness.AccountVerifier;
import dev.levee.executor.readiness.Heartbeats;
import dev.levee.executor.readiness.LeveeIdentity;
import dev.levee.executor.readiness.Needs;
import dev.levee.executor.session.Clouds;
import dev.levee.executor.session.CodeSource;
import dev.levee.ingest.IngestConfig;
import dev.levee.ingest.IngestConnector;
import dev.levee.ingest.decode.Keep;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.Rulebook;
import dev.levee.rulebook.policy.CompiledPolicy;
import dev.levee.rulebook.policy.Parsed;
import dev.levee.rulebook.policy.PolicyYaml;
import dev.levee.sandbox.SandboxAccount;
import dev.levee.sandbox.aws.LocalAws;
import dev.levee.sandbox.kafka.KafkaForTests;
import dev.levee.sandbox.onboarding.Hub;
import dev.levee.sandbox.onboarding.Onboarding;
import dev.levee.sandbox.onboarding.StandInRotator;
import dev.levee.schemas.Account;
import dev.levee.schemas.Readiness;
import dev.levee.schemas.Registry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// An organization in a local AWS with Levee's hub in it, a broker, and an ingest connector between the two.
final class VerifiedCloud implements AutoCloseable {

    static final String HUB = SandboxAccount.HUB;
    static final String HUB_REGION = SandboxAccount.HUB_REGION;

    private static final Registry REGISTRY = Registry.at("mock://verification");
    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", KafkaForTests.bootstrapServers());
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final List<String> REGIONS = List.of("eu-central-1", "us-east-1");

    private final Rulebook rulebook = Rulebook.standard();
    private final MovableClock clock = new MovableClock();
    private final AtomicInteger accounts = new AtomicInteger();
    private final StandInRotator rotator = new StandInRotator();
    private final LocalAws aws = LocalAws.builder()
            .accounts(HUB)
            .organization()
            .clock(clock)
            .functions(rotator)
            .start();
    private final AwsClouds clouds = new AwsClouds(Optional.of(aws.endpoint()));
    private final Heartbeats heartbeats = new Heartbeats(KAFKA, REGISTRY);
    private final Hub hub;
    private final IngestConnector ingest;

    VerifiedCloud() {
        hub = Hub.deploy(administrator(HUB), HUB, HUB_REGION, List.of());
        System.setProperty("aws.accessKeyId", hub.identity().accessKeyId());
        System.setProperty("aws.secretAccessKey", hub.identity().secretAccessKey());
        ingest = new IngestConnector(
                new IngestConfig(
                        hub.queueUrl(),
                        Optional.of(HUB_REGION),
                        Optional.of(aws.endpoint()),
                        2,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        Keep.CHANGES,
                        KAFKA,
                        REGISTRY),
                new SimpleMeterRegistry());
        ingest.start();
        heartbeats.start(Duration.ofSeconds(30));
    }

    LocalAws aws() {
        return aws;
    }

    Hub hub() {
        return hub;
    }

    CloudApi administrator(String account) {
        return clouds.as(StaticCredentialsProvider.create(aws.account(account)), "owner/1");
    }

    /// Lets time pass, with what is scheduled in it.
    void pass(Duration time) {
        clock.pass(time);
        aws.runDue();
    }

    /// Another account of the organization, on which its owner has deployed the template.
    Owner automated(String... controls) {
        SandboxAccount account = open();
        CloudApi owner = administrator(account.id());
        return new Owner(
                owner, account, onboarding(controls).automated(owner, account).account());
    }

    /// @param code in its trust policy
    Owner manual(String code, String... controls) {
        SandboxAccount account = open();
        CloudApi owner = administrator(account.id());
        Instant end = clock.instant().plus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.SECONDS);
        return new Owner(
                owner,
                account,
                onboarding(controls).manual(owner, account, code, end).account());
    }

    /// @param controls which a policy puts on it; without any, no policy reaches it
    Readiness verify(Account account, CodeSource codes, Clock clock, String... controls) throws InterruptedException {
        AwsCredentialsProvider identity = StaticCredentialsProvider.create(hub.identity());
        LeveeIdentity levee =
                new LeveeIdentity(Clouds.aws(Optional.of(aws.endpoint())), identity, HUB_REGION, "levee/test");
        return new AccountVerifier(levee, heartbeats, PATIENCE, clock, "test")
                .verify(account, needs(controls), codes, _ -> {});
    }

    Readiness verify(Owner owner, String... controls) throws InterruptedException {
        return verify(owner.account(), new CodeSource.Secret(), clock, controls);
    }

    Clock clock() {
        return clock;
    }

    @Override
    public void close() {
        ingest.close();
        heartbeats.close();
        clouds.close();
        aws.close();
        rotator.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private SandboxAccount open() {
        String id = "1000000000%02d".formatted(accounts.incrementAndGet());
        aws.addAccount(id);
        return new SandboxAccount(id, "account", List.of("production"), REGIONS, UUID.randomUUID());
    }

    private Onboarding onboarding(String... controls) {
        return new Onboarding(hub, controls.length == 0 ? rulebook.controls() : chosen(controls));
    }

    private List<Control> chosen(String... controls) {
        return List.of(controls).stream()
                .map(control -> rulebook.control(control).orElseThrow())
                .toList();
    }

    private Needs needs(String... controls) {
        if (controls.length == 0) {
            return new Needs(rulebook, List.of());
        }
        String policy = "{id: all, description: A test., controls: [%s], mode: automated, scope: {}}"
                .formatted(String.join(", ", controls));
        Parsed.Valid parsed = (Parsed.Valid) PolicyYaml.parse("test", policy, rulebook);
        return new Needs(
                rulebook,
                parsed.policies().stream()
                        .map(one -> CompiledPolicy.compile(one, rulebook))
                        .toList());
    }
}
