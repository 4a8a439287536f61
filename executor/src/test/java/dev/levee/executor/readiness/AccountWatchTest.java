package dev.levee.executor.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.FailureKind;
import dev.levee.executor.journal.Records;
import dev.levee.executor.session.Clouds;
import dev.levee.executor.session.Connections;
import dev.levee.executor.session.ScriptedCloud;
import dev.levee.rulebook.Rulebook;
import dev.levee.sandbox.kafka.KafkaForTests;
import dev.levee.schemas.Account;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.Heartbeat;
import dev.levee.schemas.Provider;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

/// With a real broker, and a cloud in which Levee's own identity fails: every verification ends soon and not ready.
/// Each test has an account of its own.
class AccountWatchTest {

    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", KafkaForTests.bootstrapServers());
    private static final Registry REGISTRY = Registry.at("mock://account-watch");
    private static final String REGION = "eu-west-1";
    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final String VERIFY = "sts:GetCallerIdentity";
    private static final String BEAT = "events:PutEvents";

    private final ClockForTests clock = new ClockForTests();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<Account> accounts = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Records records = new Records(KAFKA, REGISTRY, meters);
    private final ReadinessTopic topic = new ReadinessTopic(KAFKA, REGISTRY, records);
    private final String id;
    private final AccountWatch watch;

    AccountWatchTest(TestInfo test) {
        id = "%012d".formatted(Math.abs(test.getDisplayName().hashCode()));
        Heartbeats heartbeats = new Heartbeats(KAFKA, REGISTRY);
        heartbeats.start(Duration.ofSeconds(30));
        topic.start(Duration.ofSeconds(30));
        Clouds clouds = (_, _) -> this::answer;
        LeveeIdentity levee = new LeveeIdentity(clouds, AnonymousCredentialsProvider.create(), REGION, "levee/test");
        watch = new AccountWatch(
                new AccountWatch.Accounts(() -> List.copyOf(accounts), id::equals),
                new AccountVerifier(levee, heartbeats, Duration.ofSeconds(1), clock, "test"),
                () -> new Needs(Rulebook.standard(), List.of()),
                new Connections(levee.sts(), Duration.ofMinutes(1), meters, clock, _ -> {}),
                heartbeats,
                topic,
                new AccountWatch.Rhythm(Duration.ofHours(1), PERIOD),
                meters,
                clock);
    }

    @BeforeEach
    void begin() {
        accounts.add(account(id, "payments"));
        watch.start();
        await().until(() -> topic.latest(id).isPresent());
    }

    @AfterEach
    void end() {
        watch.close();
        records.close();
    }

    @Test
    void publishesWhatItFindsAtTheStart() {
        assertThat(topic.latest(id)).hasValueSatisfying(readiness -> {
            assertThat(readiness.getReady()).isFalse();
            assertThat(readiness.getWriter()).isEqualTo("test");
            assertThat(readiness.getSteps()).first().satisfies(step -> {
                assertThat(step.getName()).isEqualTo("identity");
                assertThat(step.getMend()).contains("credentials");
            });
        });
        await().untilAsserted(() -> assertThat(ready()).hasValue(0.0));
    }

    @Test
    void verifiesAnAccountAnewWhenItsRecordChanges() {
        accounts.set(0, account(id, "ledger"));

        await().until(() -> count(VERIFY) == 2);
    }

    @Test
    void verifiesAnAccountThatIsNotReadyAgainSoon() {
        clock.pass(Duration.ofMinutes(6));

        await().until(() -> count(VERIFY) == 2);
    }

    @Test
    void verifiesAnAccountThatSomethingHappenedTo() {
        clock.pass(Duration.ofMinutes(2));

        watch.recheck(id);

        await().until(() -> count(VERIFY) == 2);
    }

    @Test
    void leavesAccountsOfOthersAlone() {
        accounts.add(account("000000000001", "somebody else's"));
        watch.recheck("000000000001");
        accounts.set(0, account(id, "ledger"));

        await().until(() -> count(VERIFY) == 2);
        assertThat(topic.latest("000000000001")).isEmpty();
    }

    @Test
    void forgetsAnAccountThatIsGone() {
        await().until(() -> ready().isPresent());
        await().until(() -> held().isPresent());

        accounts.clear();

        await().until(() -> topic.latest(id).isEmpty());
        await().until(() -> ready().isEmpty());
        await().until(() -> held().isEmpty());
    }

    @Test
    void noticesThatHeartbeatsDoNotComeBackAnyMore() {
        await().until(() -> silent().equals(Optional.of(0.0)));

        clock.pass(PERIOD.multipliedBy(3).plusSeconds(1));
        await().until(() -> silent().equals(Optional.of(1.0)));

        publishHeartbeat(clock.instant());
        await().until(() -> silent().equals(Optional.of(0.0)));
    }

    @Test
    void noticesASilenceWhateverTimeTheLastHeartbeatTold() {
        await().until(() -> silent().equals(Optional.of(0.0)));
        clock.pass(Duration.ofSeconds(1));
        publishHeartbeat(clock.instant().plus(Duration.ofDays(365)));

        clock.pass(PERIOD.multipliedBy(3).plusSeconds(1));

        await().until(() -> silent().equals(Optional.of(1.0)));
    }

    @Test
    void sendsAHeartbeatInEveryPeriod() {
        await().until(() -> count(BEAT) == 1);

        clock.pass(PERIOD);

        await().until(() -> count(BEAT) == 2);
    }

    private CloudAnswer answer(CloudCall call) {
        calls.add(call.operation());
        return switch (call.operation()) {
            case VERIFY -> ScriptedCloud.failure(FailureKind.REJECTED, "InvalidClientTokenId");
            case BEAT -> ScriptedCloud.success("{\"FailedEntryCount\": 0, \"Entries\": [{\"EventId\": \"e-1\"}]}");
            default -> ScriptedCloud.session(clock.instant().plus(Duration.ofDays(1)));
        };
    }

    private long count(String operation) {
        return calls.stream().filter(operation::equals).count();
    }

    private Optional<Double> ready() {
        return Optional.ofNullable(
                        meters.find("levee.account.ready").tag("account", id).gauge())
                .map(Gauge::value);
    }

    private Optional<Double> held() {
        return Optional.ofNullable(meters.find("levee.executor.account.held")
                        .tag("account", id)
                        .gauge())
                .map(Gauge::value);
    }

    private Optional<Double> silent() {
        return Optional.ofNullable(meters.find("levee.account.forwarding.silent")
                        .tags("account", id, "region", REGION)
                        .gauge())
                .map(Gauge::value);
    }

    /// @param told when it was sent and accepted
    private void publishHeartbeat(Instant told) {
        Heartbeat heartbeat = new Heartbeat(id, REGION, "h-1", told, told, clock.instant());
        try (KafkaProducer<String, Heartbeat> producer =
                new KafkaProducer<>(KAFKA, new StringSerializer(), Topics.HEARTBEATS.serializer(REGISTRY))) {
            producer.send(new ProducerRecord<>(Topics.HEARTBEATS.name(), id + "/" + REGION, heartbeat));
        }
    }

    private static Account account(String id, String name) {
        return Account.newBuilder()
                .setId(id)
                .setProvider(Provider.AWS)
                .setName(name)
                .setRegions(List.of(REGION))
                .setConnection(AwsConnection.newBuilder()
                        .setMode(ConnectionMode.AUTOMATED)
                        .setScanRoleArn("arn:aws:iam::%s:role/levee-scan".formatted(id))
                        .setRemediatorRoleArn("arn:aws:iam::%s:role/levee-remediator".formatted(id))
                        .setExternalId("5b0c2f4e-1f60-4ad7-9f7e-0c3f5f5b9a11")
                        .setSecretArn("arn:aws:secretsmanager:%s:%s:secret:levee/otp".formatted(REGION, id))
                        .build())
                .build();
    }
}
