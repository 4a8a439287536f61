package dev.levee.evaluator.decision;

import static dev.levee.evaluator.Samples.ACCOUNT;
import static dev.levee.evaluator.Samples.ENCRYPTION;
import static dev.levee.evaluator.Samples.NOT_PUBLIC;
import static dev.levee.evaluator.Samples.NOW;
import static dev.levee.evaluator.Samples.REMEDIATOR;
import static dev.levee.evaluator.Samples.SSH;
import static dev.levee.evaluator.Samples.account;
import static dev.levee.evaluator.Samples.arn;
import static dev.levee.evaluator.Samples.change;
import static dev.levee.evaluator.Samples.created;
import static dev.levee.evaluator.Samples.exemption;
import static dev.levee.evaluator.Samples.opened;
import static dev.levee.evaluator.Samples.openedBy;
import static dev.levee.evaluator.Samples.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.evaluator.decision.Decision.Observed;
import dev.levee.evaluator.decision.Decision.Ordered;
import dev.levee.evaluator.decision.Decision.OwnChange;
import dev.levee.evaluator.decision.Decision.Reason;
import dev.levee.evaluator.decision.Decision.Suppressed;
import dev.levee.rulebook.Rulebook;
import dev.levee.schemas.Account;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.Intent;
import dev.levee.schemas.Policy;
import dev.levee.schemas.PolicyMode;
import dev.levee.schemas.PolicyScope;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeciderTest {

    private static final Rulebook RULEBOOK = Rulebook.standard();
    private static final CloudEvent OPENED = opened("event-1", "sg-0a1b2c3d");

    private final Decider decider = new Decider(Duration.ofHours(1));

    @Test
    void ordersWhatAnAutomatedPolicyWants() {
        Policy policy = Policy.newBuilder(policy("no-open-ssh"))
                .setInputs(Map.of(SSH, "{\"allowedCidrs\":[\"10.0.0.0/8\"]}"))
                .build();

        List<Decision> decisions = decide(OPENED, account(), policy);

        assertThat(decisions)
                .singleElement(InstanceOfAssertFactories.type(Ordered.class))
                .extracting(Ordered::command)
                .satisfies(command -> {
                    assertThat(command.getId()).matches("[a-z2-7]{26}");
                    assertThat(command.getIntent()).isEqualTo(Intent.REMEDIATE);
                    assertThat(command.getControl()).isEqualTo(SSH);
                    assertThat(command.getAccount()).isEqualTo(ACCOUNT);
                    assertThat(command.getRegion()).isEqualTo("eu-central-1");
                    assertThat(command.getResource()).isEqualTo(arn("sg-0a1b2c3d"));
                    assertThat(command.getResourceId()).isEqualTo("sg-0a1b2c3d");
                    assertThat(command.getPolicy()).isEqualTo("no-open-ssh");
                    assertThat(command.getInputs()).isEqualTo("{\"allowedCidrs\":[\"10.0.0.0/8\"]}");
                    assertThat(command.getCause().getEventId()).isEqualTo("event-1");
                    assertThat(command.getCause().getAction()).isEqualTo("ec2:AuthorizeSecurityGroupIngress");
                    assertThat(command.getCause().getObservedAt()).isEqualTo(OPENED.getObservedAt());
                    assertThat(command.getCreatedAt()).isEqualTo(NOW);
                    assertThat(command.getDeadline()).isEqualTo(NOW.plus(Duration.ofHours(1)));
                });
    }

    @Test
    void onlyHasAnAssistedPolicysResourcesLookedAt() {
        Policy policy = Policy.newBuilder(policy("no-open-ssh"))
                .setMode(PolicyMode.ASSISTED)
                .build();

        List<Decision> decisions = decide(OPENED, account(), policy);

        assertThat(decisions)
                .singleElement(InstanceOfAssertFactories.type(Ordered.class))
                .extracting(ordered -> ordered.command().getIntent())
                .isEqualTo(Intent.SCAN);
    }

    @Test
    void decidesOncePerPolicyAndControl() {
        Policy both = Policy.newBuilder(policy("both"))
                .setControls(List.of(ENCRYPTION, NOT_PUBLIC, ENCRYPTION))
                .build();
        Policy one = Policy.newBuilder(policy("one"))
                .setControls(List.of(ENCRYPTION))
                .build();

        List<Decision> decisions = decide(created("a-bucket", "eu-central-1"), account(), both, one);

        assertThat(decisions)
                .extracting(decision -> ((Ordered) decision).command())
                .extracting(command -> command.getPolicy() + " " + command.getControl())
                .containsExactlyInAnyOrder("both " + ENCRYPTION, "both " + NOT_PUBLIC, "one " + ENCRYPTION);
        assertThat(decisions).extracting(Decision::id).doesNotHaveDuplicates();
    }

    @Test
    void makesTheSameDecisionOfTheSameEvent() {
        assertThat(decide(OPENED, account(), policy("p"))).isEqualTo(decide(OPENED, account(), policy("p")));
    }

    @Test
    void onlyObservesWhereThePolicySaysSo() {
        Policy observing =
                Policy.newBuilder(policy("p")).setMode(PolicyMode.OBSERVE).build();

        List<Decision> decisions = decide(OPENED, account(), observing);

        assertThat(decisions)
                .singleElement(InstanceOfAssertFactories.type(Observed.class))
                .extracting(observed -> observed.command().getResource())
                .isEqualTo(arn("sg-0a1b2c3d"));
    }

    @Test
    void saysNothingAboutResourcesOutOfScope() {
        Policy elsewhere = Policy.newBuilder(policy("p"))
                .setScope(PolicyScope.newBuilder().setGroups(List.of("staging")).build())
                .build();

        assertThat(decide(OPENED, account(), elsewhere)).isEmpty();
    }

    @Test
    void leavesExemptResourcesAloneAndSaysByWhoseWord() {
        LocalDate today = LocalDate.parse("2026-11-20");
        Policy exempting = Policy.newBuilder(policy("p"))
                .setScope(PolicyScope.newBuilder()
                        .setExcept(List.of(exemption("*security-group/sg-0a1b*", today)))
                        .build())
                .build();

        assertThat(suppressed(decide(OPENED, account(), exempting))).satisfies(suppressed -> {
            assertThat(suppressed.reason()).isEqualTo(Reason.EXEMPT);
            assertThat(suppressed.why()).contains("2026-11-20", "net-team", "bastion");
        });
    }

    @Test
    void ordersNothingWhileTheConditionDoesNotHold() {
        Policy conditional = Policy.newBuilder(policy("p"))
                .setWhen("event.actor.type == \"AssumedRole\"")
                .build();

        assertThat(suppressed(decide(OPENED, account(), conditional)).reason()).isEqualTo(Reason.CONDITION);
    }

    @Test
    void ordersNothingWhereTheConditionCannotBeEvaluated() {
        Policy conditional = Policy.newBuilder(policy("p"))
                .setWhen("event.record.noSuchMember.deeper == 1")
                .build();

        assertThat(suppressed(decide(OPENED, account(), conditional)).reason()).isEqualTo(Reason.EXPRESSION);
    }

    @Test
    void suppressesOnceInAnAccountItDoesNotKnow() {
        List<Decision> decisions = decide(OPENED, null, policy("p"), policy("q"));

        assertThat(suppressed(decisions)).satisfies(suppressed -> {
            assertThat(suppressed.reason()).isEqualTo(Reason.UNKNOWN_ACCOUNT);
            assertThat(suppressed.rule()).isEmpty();
            assertThat(suppressed.why()).contains(ACCOUNT);
        });
    }

    @Test
    void saysNothingAboutRegionsTheAccountDoesNotList() {
        Account account =
                Account.newBuilder(account()).setRegions(List.of("us-east-1")).build();

        assertThat(decide(OPENED, account, policy("p"))).isEmpty();
    }

    @Test
    void goesByTheResourcesRegionNotByTheEndpointsThatWasCalled() {
        Account account =
                Account.newBuilder(account()).setRegions(List.of("eu-west-1")).build();
        Policy policy =
                Policy.newBuilder(policy("p")).setControls(List.of(NOT_PUBLIC)).build();

        List<Decision> decisions = decide(created("a-bucket", "eu-west-1"), account, policy);

        assertThat(decisions)
                .singleElement(InstanceOfAssertFactories.type(Ordered.class))
                .extracting(ordered -> ordered.command().getRegion())
                .isEqualTo("eu-west-1");
    }

    @Test
    void recognisesItsOwnChangesAndTheirCommand() {
        CloudEvent own =
                openedBy(REMEDIATOR, "arn:aws:sts::111122223333:assumed-role/levee-remediator/levee-abcdefgh234567");

        assertThat(decide(own, account(), policy("p")))
                .containsExactly(new OwnChange(own, arn("sg-0a1b2c3d"), Optional.of("abcdefgh234567")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::999999999999:role/levee-remediator",
                "arn:aws:iam::111122223333:role/levee-remediator-2",
                "arn:aws:iam::111122223333:role/team/levee-remediator"
            })
    void doesNotTakeARoleOfASimilarNameForItsOwn(String issuer) {
        CloudEvent foreign =
                openedBy(issuer, "arn:aws:sts::111122223333:assumed-role/levee-remediator/levee-abcdefgh234567");

        assertThat(decide(foreign, account(), policy("p"))).singleElement().isInstanceOf(Ordered.class);
    }

    private List<Decision> decide(CloudEvent event, @Nullable Account account, Policy... policies) {
        PolicyIndex index = new PolicyIndex(RULEBOOK);
        Arrays.stream(policies)
                .forEach(policy -> assertThat(index.put(policy.getId(), policy)).isEmpty());
        Change change = change(event);
        return decider.decide(change, index.rules(change.action()), Optional.ofNullable(account), NOW);
    }

    private static Suppressed suppressed(List<Decision> decisions) {
        assertThat(decisions).singleElement().isInstanceOf(Suppressed.class);
        return (Suppressed) decisions.getFirst();
    }
}
