package dev.levee.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.rulebook.policy.CommandId;
import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.AuditStep;
import dev.levee.schemas.Command;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.Exemption;
import dev.levee.schemas.FindingState;
import dev.levee.schemas.Intent;
import dev.levee.schemas.OutcomeKind;
import dev.levee.schemas.Policy;
import dev.levee.schemas.PolicyMode;
import dev.levee.schemas.PolicyScope;
import dev.levee.schemas.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Commands that no policy of today orders, and what is written of accounts and policies under false names.
class RefusedCommandsTest {

    private static ExecutorForTests executor;
    private static TopicsForTests topics;
    private static CustomerForTests customer;

    private String bucket;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        executor = new ExecutorForTests(folder, "refused");
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

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("inputs the policy does not give", c -> c.setInputs("{\"settings\": [\"BlockPublicAcls\"]}")),
                refusal("a resource that is not the one of its ARN", c -> c.setResourceId("another-bucket")),
                refusal("an account nobody knows", c -> c.setAccount("444455556666")),
                refusal(
                        "a deadline that has passed",
                        c -> c.setDeadline(Instant.now().minusSeconds(1))),
                refusal("a rollback", c -> c.setIntent(Intent.ROLLBACK)),
                refusal("a scope that leaves it out", c -> identify(c, "other-buckets", Policies.BLOCK)),
                refusal("an exemption", c -> identify(c, "exempt-buckets", Policies.BLOCK)),
                refusal("a policy that only watches", c -> identify(c, "watch-buckets", Policies.BLOCK)),
                refusal("a policy nobody knows", c -> identify(c, "made-up", Policies.BLOCK)),
                refusal(
                        "a control the policy does not name",
                        c -> identify(c, "close-buckets", "aws-s3-bucket-default-encryption")),
                refusal("a control nobody knows", c -> identify(c, "close-buckets", "made-up")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refuses(String why, UnaryOperator<Command.Builder> change) {
        topics.publish(Policies.of("watch-buckets", PolicyMode.OBSERVE, Policies.BLOCK));
        topics.publish(Policy.newBuilder(Policies.of("other-buckets", PolicyMode.AUTOMATED, Policies.BLOCK))
                .setScope(PolicyScope.newBuilder()
                        .setResources(List.of("arn:aws:s3:::other-*"))
                        .build())
                .build());
        topics.publish(Policy.newBuilder(Policies.of("exempt-buckets", PolicyMode.AUTOMATED, Policies.BLOCK))
                .setScope(PolicyScope.newBuilder()
                        .setExcept(List.of(Exemption.newBuilder()
                                .setResources(List.of("arn:aws:s3:::b-*"))
                                .setReason("public on purpose")
                                .setOwner("web")
                                .setUntil(LocalDate.now(ZoneOffset.UTC).plusDays(2))
                                .build()))
                        .build())
                .build());
        customer.createBucket(bucket);
        Command command = change.apply(Command.newBuilder(close("event-1"))).build();

        topics.order(command);

        AuditEvent outcome = topics.outcomeOf(command);
        assertThat(outcome.getOutcome()).hasValue(OutcomeKind.REFUSED);
        assertThat(topics.trailOf(command)).extracting(AuditEvent::getStep).containsExactly(AuditStep.OUTCOME);
        assertThat(customer.errorOf("s3:GetPublicAccessBlock", Map.of("Bucket", bucket)))
                .hasValue("NoSuchPublicAccessBlockConfiguration");
    }

    @Test
    void refusesWhatAPolicyAllowedUntilItWasDeleted() {
        Policy gone = Policies.of("soon-gone", PolicyMode.AUTOMATED, Policies.BLOCK);
        topics.publish(gone);
        topics.send(Topics.POLICIES.name(), "soon-gone", null);
        Command command = Policies.closing(gone, bucket, "event-1-" + bucket);

        topics.order(command);

        assertThat(topics.outcomeOf(command).getOutcome()).hasValue(OutcomeKind.REFUSED);
    }

    @Test
    void refusesAnAccountThatIsConnectedForManualFixesOnly() {
        topics.publish(customer.account(ConnectionMode.MANUAL, CustomerForTests.EXTERNAL_ID));
        Command command = Policies.closing(
                Policy.newBuilder(ExecutorForTests.CLOSE).setDescription("new").build(), bucket, "event-1-" + bucket);

        topics.order(command);

        assertThat(topics.outcomeOf(command).getOutcome()).hasValue(OutcomeKind.REFUSED);
    }

    @Test
    void allowsWhatANewerRevisionOfThePolicyStillOrders() {
        customer.createBucket(bucket);
        Command command = close("event-1");
        topics.publish(Policy.newBuilder(ExecutorForTests.CLOSE)
                .setDescription("reworded")
                .build());

        topics.order(command);

        assertThat(topics.outcomeOf(command).getOutcome()).hasValue(OutcomeKind.APPLIED);
    }

    @Test
    void knowsNoAccountOrPolicyUnderAKeyThatIsNotItsId() {
        Policy stray = Policies.of("stray", PolicyMode.AUTOMATED, Policies.BLOCK);
        topics.write(Topics.POLICIES, "another", stray);
        topics.write(Topics.ACCOUNTS, "999900001111", customer.account());
        customer.createBucket(bucket);
        Command underItsId = Policies.closing(stray, bucket, "event-1-" + bucket);
        Command underItsKey =
                Command.newBuilder(close("event-2")).setAccount("999900001111").build();

        topics.order(underItsId);
        topics.order(underItsKey);

        assertThat(topics.outcomeOf(underItsId).getMessage()).contains("there is no policy stray");
        assertThat(topics.outcomeOf(underItsKey).getMessage()).contains("account 999900001111 is not known");
    }

    @Test
    void takesNoPersonsOrderFromATopic() {
        customer.createBucket(bucket);
        Command command = Command.newBuilder(close("event-1"))
                .setRequestedBy("mallory@example.com")
                .build();

        topics.order(command);

        assertThat(topics.outcomeOf(command).getOutcome()).hasValue(OutcomeKind.REFUSED);
        assertThat(topics.outcomeOf(command).getMessage()).contains("never taken from a topic");
        assertThat(customer.changesOf(command)).isEmpty();
    }

    @Test
    void clearsNoFindingByAPersonsOrderFromATopic() {
        customer.createBucket(bucket);
        Command found = close("event-1");
        Command forged = Command.newBuilder(close("event-2"))
                .setRequestedBy("mallory@example.com")
                .setInputs("{\"settings\": []}")
                .build();
        customer.allowNoFixBut("s3:GetObject");

        topics.order(found);
        topics.outcomeOf(found);
        topics.order(forged);

        assertThat(topics.outcomeOf(forged).getOutcome()).hasValue(OutcomeKind.REFUSED);
        assertThat(topics.trailOf(forged)).extracting(AuditEvent::getStep).containsExactly(AuditStep.OUTCOME);
        assertThat(topics.findingOf(found).getState()).isEqualTo(FindingState.OPEN);
    }

    private static Arguments refusal(String why, UnaryOperator<Command.Builder> change) {
        return Arguments.of(why, change);
    }

    /// Another policy or control, with the id that follows from it.
    private static Command.Builder identify(Command.Builder command, String policy, String control) {
        String revision = "0123456789ab";
        return command.setPolicy(policy)
                .setPolicyRevision(revision)
                .setControl(control)
                .setId(CommandId.of(command.getCause().getEventId(), policy, revision, control, command.getResource()));
    }

    private Command close(String event) {
        return Policies.closing(ExecutorForTests.CLOSE, bucket, event + bucket);
    }
}
