package dev.levee.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.LocalAws;
import dev.levee.sandbox.kafka.KafkaForTests;
import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.AuditStep;
import dev.levee.schemas.Command;
import dev.levee.schemas.ExecutionState;
import dev.levee.schemas.OutcomeKind;
import dev.levee.schemas.Phase;
import dev.levee.schemas.Policy;
import dev.levee.schemas.PolicyMode;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// An executor of its own process is killed at the moments that matter, and another one takes over. A call the local
/// AWS is slow to answer holds the moment still.
class ExecutorCrashTest {

    private static final Policy CLOSE = Policies.of("close-buckets", PolicyMode.AUTOMATED, Policies.BLOCK);
    private static final Duration SLOW = Duration.ofSeconds(3);

    @TempDir
    private static Path folder;

    private static TopicsForTests topics;
    private static LocalAws aws;
    private static CustomerForTests customer;

    private final String bucket = "b-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
    private final Command command = Policies.closing(CLOSE, bucket, "event-" + bucket);
    private Process executor;

    @BeforeAll
    static void start(@TempDir Path log) {
        topics = new TopicsForTests(log, Registry.at(KafkaForTests.registryUrl()));
        aws = LocalAws.builder()
                .accounts(CustomerForTests.ID, CustomerForTests.LEVEE)
                .start();
        customer = new CustomerForTests(aws);
        topics.publish(CLOSE);
        topics.publish(customer.account());
    }

    @AfterAll
    static void stop() {
        customer.close();
        aws.close();
        topics.close();
    }

    @BeforeEach
    void startExecutor() throws IOException {
        customer.createBucket(bucket);
        executor = startProcess();
    }

    @AfterEach
    void stopExecutor() {
        aws.delay("secretsmanager", "GetSecretValue", Duration.ZERO);
        aws.delay("s3", "PutPublicAccessBlock", Duration.ZERO);
        executor.destroy();
        assertThat(executor.onExit()).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void startsAgainWhenKilledBeforeTheIntent() throws Exception {
        aws.delay("secretsmanager", "GetSecretValue", SLOW);
        topics.order(command);
        await().atMost(Duration.ofSeconds(40))
                .until(() -> aws.calls().stream()
                        .anyMatch(call -> call.operation().equals("s3:GetPublicAccessBlock")
                                && call.caller().contains("levee-scan")));

        killAndReplace();

        assertThat(topics.outcomeOf(command).getOutcome()).hasValue(OutcomeKind.APPLIED);
        assertThatTheTrailIsComplete();
    }

    @Test
    void callsAgainWhenKilledBetweenTheIntentAndACallThatNeverWorked() throws Exception {
        aws.delay("s3", "PutPublicAccessBlock", SLOW);
        aws.failNext("s3", "PutPublicAccessBlock", new AwsFault("InternalError", 500, "never worked"));
        topics.order(command);
        awaitTheCall();

        killAndReplace();

        assertThat(topics.outcomeOf(command).getOutcome()).hasValue(OutcomeKind.APPLIED);
        assertThatTheTrailIsComplete();
    }

    @Test
    void doesNotCallAgainWhenKilledBetweenACallThatWorkedAndItsOutcome() throws Exception {
        aws.delay("s3", "PutPublicAccessBlock", SLOW);
        topics.order(command);
        awaitTheCall();

        killAndReplace();

        assertThat(topics.outcomeOf(command).getOutcome()).hasValue(OutcomeKind.APPLIED);
        assertThat(topics.outcomeOf(command).getMessage()).contains("found as the fix leaves it");
        assertThatTheTrailIsComplete();
    }

    private void assertThatTheTrailIsComplete() throws IOException {
        assertThat(customer.changesOf(command)).containsExactly("s3:PutPublicAccessBlock");
        assertThat(topics.trailOf(command))
                .extracting(AuditEvent::getStep)
                .containsSubsequence(AuditStep.AUTHORISED, AuditStep.JUDGED, AuditStep.INTENT, AuditStep.OUTCOME);
        assertThat(topics.snapshotsOf(command)).extracting(Snapshot::getPhase).contains(Phase.BEFORE, Phase.AFTER);
        assertThat(topics.executionOf(command).getState()).isEqualTo(ExecutionState.ENDED);
        assertThat(topics.executionOf(command).getBefore()).hasValue("{\"block\":null}");
        assertThat(Files.readString(folder.resolve("executor.log"))).doesNotContain(CustomerForTests.SECRET);
    }

    private static void awaitTheCall() {
        await().atMost(Duration.ofSeconds(40)).until(() -> aws.held("s3", "PutPublicAccessBlock") == 1);
    }

    private void killAndReplace() throws IOException {
        executor.destroyForcibly();
        assertThat(executor.onExit()).succeedsWithin(Duration.ofSeconds(10));
        executor = startProcess();
    }

    private static Process startProcess() throws IOException {
        AwsCredentials levee = aws.account(CustomerForTests.LEVEE);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExecutorMain.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("executor.log").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("LEVEE_") || name.startsWith("JAVA_TOOL"));
        builder.environment()
                .putAll(Map.of(
                        "LEVEE_KAFKA_BOOTSTRAP_SERVERS",
                                String.valueOf(topics.kafka().get("bootstrap.servers")),
                        "LEVEE_KAFKA_SESSION_TIMEOUT_MS", "6000",
                        "LEVEE_KAFKA_HEARTBEAT_INTERVAL_MS", "1000",
                        "LEVEE_REGISTRY_URL", KafkaForTests.registryUrl(),
                        "LEVEE_HTTP_PORT", "0",
                        "LEVEE_AWS_REGION", Commands.REGION,
                        "LEVEE_AWS_ENDPOINT", aws.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID", levee.accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", levee.secretAccessKey()));
        return builder.start();
    }
}
