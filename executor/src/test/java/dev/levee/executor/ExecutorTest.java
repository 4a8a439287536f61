package dev.levee.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.AuditStep;
import dev.levee.schemas.Command;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.ExecutionState;
import dev.levee.schemas.FindingState;
import dev.levee.schemas.Intent;
import dev.levee.schemas.OutcomeKind;
import dev.levee.schemas.Phase;
import dev.levee.schemas.Policy;
import dev.levee.schemas.PolicyMode;
import dev.levee.schemas.Snapshot;
import dev.levee.schemas.Topic;
import dev.levee.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/// Commands carried out against a real broker and the local AWS, which enforces trust, roles and session policies.
class ExecutorTest {

    private static ExecutorForTests executor;
    private static TopicsForTests topics;
    private static CustomerForTests customer;

    private String bucket;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        executor = new ExecutorForTests(folder, "executor");
        topics = executor.topics;
        customer = executor.customer;
    }

    @AfterAll
    static void stop() {
        executor.close();
    }

    @BeforeEach
    void startAfresh() {
        bucket = "b-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
        executor.startAfresh();
    }

    @Test
    void fixesABucketAndProvesIt() {
        customer.createBucket(bucket);
        Command command = close("event-1");

        topics.order(command);

        assertThat(topics.outcomeOf(command).getOutcome()).hasValue(OutcomeKind.APPLIED);
        assertThat(customer.call("s3:GetPublicAccessBlock", Map.of("Bucket", bucket))
                        .at("/PublicAccessBlockConfiguration/RestrictPublicBuckets")
                        .asBoolean())
                .isTrue();
        assertThat(topics.trailOf(command))
                .extracting(AuditEvent::getStep)
                .containsExactly(
                        AuditStep.AUTHORISED,
                        AuditStep.JUDGED,
                        AuditStep.INTENT,
                        AuditStep.CALLED,
                        AuditStep.JUDGED,
                        AuditStep.OUTCOME);
        assertThat(topics.trailOf(command)).extracting(AuditEvent::getId).doesNotHaveDuplicates();
        assertThat(topics.snapshotsOf(command))
                .extracting(Snapshot::getPhase, Snapshot::getJudgement)
                .containsExactly(tuple(Phase.BEFORE, "NON_COMPLIANT"), tuple(Phase.AFTER, "COMPLIANT"));
        assertThat(topics.findingOf(command).getState()).isEqualTo(FindingState.RESOLVED);
        assertThat(topics.executionOf(command).getState()).isEqualTo(ExecutionState.ENDED);
        assertThat(topics.executionOf(command).getBefore()).hasValue("{\"block\":null}");
        assertThat(customer.changesOf(command)).containsExactly("s3:PutPublicAccessBlock");
        assertThat(executor.aws.calls())
                .anySatisfy(call -> assertThat(call.userAgent()).contains("levee/", "cmd/" + command.getId()));
        assertThat(executor.meters.get("levee.executor.event.to.fix").timer().count())
                .isPositive();
    }

    @Test
    void leavesAloneWhatIsCompliantAlready() {
        customer.createBucket(bucket);
        Command first = close("event-1");
        Command second = close("event-2");

        topics.order(first);
        topics.order(second);

        assertThat(topics.outcomeOf(second).getOutcome()).hasValue(OutcomeKind.ALREADY_COMPLIANT);
        assertThat(customer.changesOf(second)).isEmpty();
        assertThat(topics.snapshotsOf(second)).isEmpty();
    }

    @Test
    void saysSoWhenTheResourceIsGone() {
        Command command = close("event-1");

        topics.order(command);

        assertThat(topics.outcomeOf(command).getOutcome()).hasValue(OutcomeKind.NOT_APPLICABLE);
        assertThat(topics.findingOf(command).getState()).isEqualTo(FindingState.RESOLVED);
    }

    @Test
    void onlyLooksWhenAskedToScan() {
        Policy watch = Policies.of("watch", PolicyMode.ASSISTED, Policies.BLOCK);
        topics.publish(watch);
        customer.createBucket(bucket);
        Command command = Command.newBuilder(Policies.closing(watch, bucket, "event-1-" + bucket))
                .setIntent(Intent.SCAN)
                .build();

        topics.order(command);

        assertThat(topics.outcomeOf(command).getOutcome()).hasValue(OutcomeKind.DEFERRED);
        assertThat(topics.findingOf(command).getState()).isEqualTo(FindingState.OPEN);
        assertThat(customer.changesOf(command)).isEmpty();
    }

    @Test
    void saysWhichRoleDoesNotTrustItsExternalId() {
        topics.publish(customer.account(ConnectionMode.AUTOMATED, "another-uuid"));
        Command command = Policies.closing(
                Policy.newBuilder(ExecutorForTests.CLOSE)
                        .setDescription("another")
                        .build(),
                bucket,
                "event-1-" + bucket);

        topics.order(command);

        assertThat(topics.outcomeOf(command).getOutcome()).hasValue(OutcomeKind.FAILED);
        assertThat(topics.outcomeOf(command).getMessage()).contains("role/levee-scan does not let Levee in");
    }

    @Test
    void worksWhileTheAccountTrustsANeighbouringCodeOnly() {
        Duration step = Duration.ofMinutes(5);
        customer.createBucket(bucket);
        customer.trustCodes(
                CustomerForTests.codeAt(Instant.now().minus(step)),
                CustomerForTests.codeAt(Instant.now().plus(step)));
        Command command = close("event-1");

        topics.order(command);

        assertThat(topics.outcomeOf(command).getOutcome()).hasValue(OutcomeKind.APPLIED);
    }

    static Stream<Arguments> obstacles() {
        return Stream.of(
                Arguments.of("trust-refused", (Runnable) () -> {}),
                Arguments.of("rotation-stale", (Runnable) customer::rotatedLongAgo),
                Arguments.of("wrong-secret", (Runnable) customer::rotatedWithAnotherKey));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("obstacles")
    void givesUpWithTheReasonWhenNoCodeIsTrusted(String obstacle, Runnable breakIt) {
        customer.createBucket(bucket);
        customer.trustCodes("000000");
        breakIt.run();
        Command command = close("event-1");

        topics.order(command);

        assertThat(topics.outcomeOf(command).getOutcome()).hasValue(OutcomeKind.FAILED);
        assertThat(topics.outcomeOf(command).getMessage()).contains("nothing was changed");
        assertThat(topics.outcomeOf(command).getDetails()).containsEntry("obstacle", obstacle);
        assertThat(topics.trailOf(command)).extracting(AuditEvent::getStep).doesNotContain(AuditStep.INTENT);
    }

    @Test
    void waitsForACodeThatHasNotSpreadYet() {
        customer.createBucket(bucket);
        customer.trustCodes("000000");
        Command command = close("event-1");

        topics.order(command);
        await().untilAsserted(() -> assertThat(topics.trailOf(command))
                .extracting(AuditEvent::getStep)
                .contains(AuditStep.WAITING));
        customer.trustCurrentCodes();

        assertThat(topics.outcomeOf(command).getOutcome()).hasValue(OutcomeKind.APPLIED);
    }

    @Test
    void namesThePermissionThatIsMissing() {
        customer.createBucket(bucket);
        customer.allowNoFixBut("rds:ModifyDBInstance");
        Command command = close("event-1");

        topics.order(command);

        assertThat(topics.outcomeOf(command).getOutcome()).hasValue(OutcomeKind.FAILED);
        assertThat(topics.outcomeOf(command).getMessage())
                .contains("s3:PutPublicAccessBlock was denied", "s3:PutBucketPublicAccessBlock", "0 of 1 calls");
        assertThat(executor.aws.calls())
                .filteredOn(call -> call.userAgent().contains(command.getId()))
                .hasSize(1);
        assertThat(topics.findingOf(command).getState()).isEqualTo(FindingState.OPEN);
    }

    @Test
    void triesAgainWhenTheCloudHadAnErrorOfItsOwn() {
        customer.createBucket(bucket);
        for (int attempt = 0; attempt < 3; attempt++) {
            executor.aws.failNext("s3", "GetPublicAccessBlock", new AwsFault("InternalError", 500, "oops"));
        }
        Command command = close("event-1");

        topics.order(command);

        assertThat(topics.outcomeOf(command).getOutcome()).hasValue(OutcomeKind.APPLIED);
    }

    @Test
    void waitsForAnInstanceThatIsBeingCreated() {
        String instance = "db" + Long.toUnsignedString(System.nanoTime(), 36);
        customer.call(
                "rds:CreateDBInstance",
                Map.of("DBInstanceIdentifier", instance, "DBInstanceClass", "db.t3.micro", "Engine", "mysql"));
        Command command = Commands.of(
                "event-1-" + bucket,
                ExecutorForTests.CLOSE.getId(),
                Policies.revision(ExecutorForTests.CLOSE),
                Policies.RDS,
                instance,
                "arn:aws:rds:%s:%s:db:%s".formatted(Commands.REGION, Commands.ACCOUNT, instance));

        topics.order(command);

        assertThat(topics.outcomeOf(command).getOutcome()).hasValue(OutcomeKind.APPLIED);
        assertThat(topics.trailOf(command)).extracting(AuditEvent::getStep).contains(AuditStep.WAITING);
    }

    @Test
    void fixesWhatItMayAndLeavesTheRestToAPerson() {
        String group = customer.call("ec2:CreateSecurityGroup", Map.of("GroupName", bucket, "Description", "test"))
                .path("GroupId")
                .asText();
        customer.call(
                "ec2:AuthorizeSecurityGroupIngress",
                Map.of("GroupId", group, "IpProtocol", "-1", "CidrIp", "0.0.0.0/0"));
        customer.call(
                "ec2:AuthorizeSecurityGroupIngress",
                Map.of("GroupId", group, "IpProtocol", "tcp", "FromPort", 22, "ToPort", 22, "CidrIp", "0.0.0.0/0"));
        Command command = Commands.of(
                "event-1-" + bucket,
                ExecutorForTests.CLOSE.getId(),
                Policies.revision(ExecutorForTests.CLOSE),
                Policies.SSH,
                group,
                "arn:aws:ec2:%s:%s:security-group/%s".formatted(Commands.REGION, Commands.ACCOUNT, group));

        topics.order(command);

        assertThat(topics.outcomeOf(command)).satisfies(outcome -> {
            assertThat(outcome.getOutcome()).hasValue(OutcomeKind.DEFERRED);
            assertThat(outcome.getMessage()).contains("fixed as far as it may be", "left to a person");
        });
        assertThat(customer.changesOf(command)).containsExactly("ec2:RevokeSecurityGroupIngress");
        assertThat(topics.findingOf(command).getState()).isEqualTo(FindingState.OPEN);
    }

    @Test
    void showsNoSecretInAnyTopicOrLog() {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger("dev.levee");
        Level usual = root.getLevel();
        root.setLevel(Level.TRACE);
        logged.start();
        root.addAppender(logged);
        customer.createBucket(bucket);
        Command fixed = close("event-1");
        Command notTrusted = close("event-2");

        topics.order(fixed);
        topics.outcomeOf(fixed);
        customer.trustCodes("000000");
        customer.call("s3:DeletePublicAccessBlock", Map.of("Bucket", bucket));
        topics.order(notTrusted);
        topics.outcomeOf(notTrusted);
        root.detachAppender(logged);
        root.setLevel(usual);

        String seen = Stream.concat(
                        Stream.concat(Topics.all().stream().map(Topic::name), Stream.of(Topics.DEAD_LETTERS))
                                .filter(topic -> !topic.equals(Topics.ACCOUNTS.name()))
                                .flatMap(topic -> topics.raw(topic).stream())
                                .filter(record -> record.value() != null)
                                .map(record -> new String(record.value(), StandardCharsets.ISO_8859_1)),
                        logged.list.stream()
                                .map(event -> event.getFormattedMessage()
                                        + event.getKeyValuePairs()
                                        + event.getThrowableProxy()))
                .reduce("", String::concat);
        assertThat(seen)
                .doesNotContain(CustomerForTests.SECRET)
                .doesNotContain("12345678901234567890")
                .doesNotContain(CustomerForTests.EXTERNAL_ID)
                .doesNotContain(CustomerForTests.codeAt(Instant.now()))
                .doesNotContain("ASIA");
    }

    private Command close(String event) {
        return Policies.closing(ExecutorForTests.CLOSE, bucket, event + bucket);
    }
}
