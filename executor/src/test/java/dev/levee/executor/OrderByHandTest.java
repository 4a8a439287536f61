package dev.levee.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.levee.executor.authority.Authoriser;
import dev.levee.executor.authority.CurrentState;
import dev.levee.executor.journal.Records;
import dev.levee.executor.lane.AccountLimits;
import dev.levee.executor.readiness.LeveeIdentity;
import dev.levee.executor.remedy.Meters;
import dev.levee.executor.remedy.Outcome;
import dev.levee.executor.remedy.Patience;
import dev.levee.executor.remedy.Progress;
import dev.levee.executor.remedy.Remediation;
import dev.levee.executor.remedy.Turn;
import dev.levee.executor.session.Clouds;
import dev.levee.executor.session.CodeSource;
import dev.levee.executor.session.Connections;
import dev.levee.rulebook.Rulebook;
import dev.levee.sandbox.aws.LocalAws;
import dev.levee.schemas.Command;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.FindingState;
import dev.levee.schemas.OutcomeKind;
import dev.levee.schemas.Policy;
import dev.levee.schemas.PolicyMode;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// First turns of persons' orders, in an account that trusts their code.
class OrderByHandTest {

    private static final String CODE = "918273";
    private static final String ACL = "aws-ec2-network-acl-no-allow-all-ingress";
    private static final Policy CLOSE = Policies.of("close-by-hand", PolicyMode.ASSISTED, Policies.BLOCK, ACL);
    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();
    private static final Clock CLOCK = Clock.systemUTC();

    private static final AccountLimits LIMITS = new AccountLimits(1);

    private static TopicsForTests topics;
    private static LocalAws aws;
    private static CustomerForTests customer;
    private static Clouds clouds;
    private static CurrentState state;
    private static Records records;
    private static Remediation remediation;

    private String bucket;

    @BeforeAll
    static void start(@TempDir Path folder) {
        topics = new TopicsForTests(folder, Registry.at("mock://order-by-hand"));
        aws = LocalAws.builder()
                .accounts(CustomerForTests.ID, CustomerForTests.LEVEE)
                .start();
        customer = new CustomerForTests(aws);
        customer.trustCodes(CODE);
        topics.publish(customer.account(ConnectionMode.MANUAL, CustomerForTests.EXTERNAL_ID));
        state = new CurrentState(topics.kafka(), topics.registry(), Rulebook.standard());
        state.start(Duration.ofMinutes(1));
        records = new Records(topics.kafka(), topics.registry(), METERS);
        clouds = Clouds.aws(Optional.of(aws.endpoint()));
        LeveeIdentity identity = new LeveeIdentity(clouds, customer.levee(), Commands.REGION, "levee/test");
        remediation = new Remediation(
                records,
                new Authoriser(Rulebook.standard(), state, CLOCK),
                new Connections(identity.sts(), Duration.ofSeconds(1), METERS, CLOCK, _ -> {}),
                LIMITS,
                new Patience(Duration.ofMillis(200), Duration.ofSeconds(1), 3),
                new Meters(METERS),
                CLOCK);
    }

    @AfterAll
    static void stop() {
        clouds.close();
        records.close();
        state.close();
        customer.close();
        aws.close();
        topics.close();
    }

    @BeforeEach
    void openABucket() {
        bucket = "b-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
        customer.createBucket(bucket);
        topics.publish(CLOSE);
        await().until(() -> state.policy(CLOSE.getId()).isPresent());
    }

    @Test
    void clearsNoFindingByInputsThatAskForNothing() {
        Command order = order("{\"settings\": []}");

        Turn turn = take(order);

        assertThat(turn)
                .isInstanceOfSatisfying(
                        Turn.Ended.class,
                        ended -> assertThat(ended.outcome())
                                .isInstanceOf(Outcome.Refused.class)
                                .extracting(Outcome::message)
                                .asString()
                                .contains("nothing to mend", "BlockPublicAcls"));
        assertThat(topics.findingOf(order).getState()).isEqualTo(FindingState.OPEN);
        assertThat(customer.changesOf(order)).isEmpty();
    }

    @Test
    void isFixedAsThePersonAsksAndFoundAsThePolicyWants() {
        Command order = order("{\"settings\": [\"BlockPublicAcls\"]}");

        Turn turn = take(order);

        assertThat(turn)
                .isInstanceOfSatisfying(
                        Turn.Ended.class,
                        ended -> assertThat(ended.outcome())
                                .isInstanceOf(Outcome.Applied.class)
                                .extracting(Outcome::message)
                                .asString()
                                .contains("with the inputs asked for", "RestrictPublicBuckets"));
        assertThat(customer.call("s3:GetPublicAccessBlock", Map.of("Bucket", bucket))
                        .at("/PublicAccessBlockConfiguration/BlockPublicAcls")
                        .asBoolean())
                .isTrue();
        assertThat(topics.findingOf(order).getState()).isEqualTo(FindingState.OPEN);
    }

    @Test
    void isFixedWithInputsThatThePolicyLeavesToAPerson() {
        String network = customer.call("ec2:CreateVpc", Map.of("CidrBlock", "10.0.0.0/16"))
                .at("/Vpc/VpcId")
                .asText();
        String acl = customer.call(
                        "ec2:DescribeNetworkAcls",
                        Map.of("Filters", List.of(Map.of("Name", "vpc-id", "Values", List.of(network)))))
                .at("/NetworkAcls/0/NetworkAclId")
                .asText();
        Command order = Command.newBuilder(Commands.of(
                        "request-" + acl,
                        CLOSE.getId(),
                        Policies.revision(CLOSE),
                        ACL,
                        acl,
                        "arn:aws:ec2:%s:%s:network-acl/%s".formatted(Commands.REGION, Commands.ACCOUNT, acl)))
                .setRequestedBy("anna@example.com")
                .setInputs("{\"allowedCidrs\": [\"10.0.0.0/8\"]}")
                .build();

        take(order);

        assertThat(topics.outcomeOf(order).getMessage()).isEqualTo("fixed, and found compliant by reading it again");
        assertThat(topics.findingOf(order).getState()).isEqualTo(FindingState.RESOLVED);
    }

    @Test
    void isRefusedByAPolicyThatWasWithdrawnWhileItWaitedForTheAccount() throws Exception {
        Command order = order("{}");
        CompletableFuture<Turn> turn = new CompletableFuture<>();

        LIMITS.within(CustomerForTests.ID, () -> {
            Thread lane = Thread.ofPlatform().start(() -> turn.complete(take(order)));
            await().until(() -> lane.getState() == Thread.State.WAITING);
            topics.send(Topics.POLICIES.name(), CLOSE.getId(), null);
            await().until(() -> state.policy(CLOSE.getId()).isEmpty());
            return lane;
        });

        assertThat(turn.get(30, TimeUnit.SECONDS))
                .isEqualTo(new Turn.Ended(new Outcome.Refused("there is no policy close-by-hand")));
    }

    @Test
    void endsWhenItsCodeIsUsedUpAndTheResourceMayBeAnotherInstances() {
        Command order = order("{}");

        Turn turn = take(order, () -> false);

        assertThat(turn)
                .isInstanceOfSatisfying(
                        Turn.Ended.class,
                        ended -> assertThat(ended.outcome())
                                .isInstanceOf(Outcome.Failed.class)
                                .extracting(Outcome::message)
                                .asString()
                                .contains("new code", "nothing was changed"));
        assertThat(topics.outcomeOf(order).getOutcome()).hasValue(OutcomeKind.FAILED);
        assertThat(customer.changesOf(order)).isEmpty();
    }

    @Test
    void isNotJudgedByPoliciesThatAreNotReadAnyMore() {
        Registry nowhere = Registry.at("http://localhost:1");
        try (CurrentState blind = new CurrentState(topics.kafka(), nowhere, Rulebook.standard())) {
            Authoriser authoriser = new Authoriser(Rulebook.standard(), blind, CLOCK);

            assertThatThrownBy(() -> blind.start(Duration.ofMinutes(1))).hasMessageContaining("not read any more");

            assertThatThrownBy(() -> authoriser.authoriseAtOnce(order("{}"))).hasMessageContaining("not read any more");
        }
    }

    private static Turn take(Command order) {
        return take(order, () -> true);
    }

    private static Turn take(Command order, BooleanSupplier ours) {
        return remediation.take(
                Progress.first(order, 0, Instant.now()), new CodeSource.Typed(CODE.toCharArray()), ours);
    }

    private Command order(String inputs) {
        return Command.newBuilder(Policies.closing(CLOSE, bucket, "request-" + bucket))
                .setRequestedBy("anna@example.com")
                .setInputs(inputs)
                .build();
    }
}
