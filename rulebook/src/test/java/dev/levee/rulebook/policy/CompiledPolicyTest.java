package dev.levee.rulebook.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.levee.rulebook.Control;
import dev.levee.rulebook.Json;
import dev.levee.rulebook.JudgementException;
import dev.levee.rulebook.Place;
import dev.levee.rulebook.Resource;
import dev.levee.rulebook.Rulebook;
import dev.levee.schemas.Account;
import dev.levee.schemas.Actor;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.EventOutcome;
import dev.levee.schemas.Exemption;
import dev.levee.schemas.Policy;
import dev.levee.schemas.PolicyMode;
import dev.levee.schemas.PolicyScope;
import dev.levee.schemas.Provider;
import dev.levee.schemas.Risk;
import dev.levee.schemas.Topics;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompiledPolicyTest {

    static {
        // Avro completes and copies only records it was told to trust, which asking for a schema sees to.
        assertThat(Topics.POLICIES.schema()).isNotNull();
    }

    private static final Rulebook RULEBOOK = Rulebook.standard();
    private static final String SSH = "aws-ec2-security-group-open-ssh";
    private static final String KMS = "aws-kms-key-rotation";
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final Resource GROUP = resource(SSH, "sg-0a1b2c3d4e5f60718");
    private static final Exemption EXEMPTION = Exemption.newBuilder()
            .setResources(List.of("*/sg-0a1b*"))
            .setReason("bastion")
            .setOwner("net-team")
            .setUntil(TODAY)
            .build();

    @Test
    void coversEverythingUnlessItsScopeSaysOtherwise() {
        assertThat(covers(PolicyScope.newBuilder())).isEqualTo(new Coverage.Covered());
    }

    @Test
    void coversWhatEveryListOfItsScopeTakesIn() {
        PolicyScope.Builder scope = PolicyScope.newBuilder()
                .setGroups(List.of("production", "staging"))
                .setAccounts(List.of("111122223333"))
                .setRegions(List.of("eu-central-1"))
                .setResources(List.of("arn:aws:s3:::*", "arn:aws:ec2:*:*:security-group/*"));

        assertThat(covers(scope)).isEqualTo(new Coverage.Covered());
    }

    @Test
    void saysWhyAResourceIsOutOfScope() {
        assertThat(covers(PolicyScope.newBuilder().setGroups(List.of("sandbox"))))
                .isEqualTo(new Coverage.OutOfScope("account 111122223333 is in no group in scope"));
        assertThat(covers(PolicyScope.newBuilder().setAccounts(List.of("999988887777"))))
                .isEqualTo(new Coverage.OutOfScope("account 111122223333 is not in scope"));
        assertThat(covers(PolicyScope.newBuilder().setRegions(List.of("us-east-1"))))
                .isEqualTo(new Coverage.OutOfScope("region eu-central-1 is not in scope"));
        assertThat(covers(PolicyScope.newBuilder().setResources(List.of("arn:aws:s3:::*"))))
                .isEqualTo(new Coverage.OutOfScope("resource " + GROUP.arn() + " is not in scope"));
    }

    @Test
    void leavesOutRegionsThatNobodyWatches() {
        Account account =
                Account.newBuilder(account()).setRegions(List.of("us-east-1")).build();

        assertThat(ready(policy()).covers(account, GROUP, TODAY))
                .isEqualTo(new Coverage.OutOfScope("region eu-central-1 is not watched in account 111122223333"));
    }

    @Test
    void coversWhatBelongsToNoRegionWhateverItsRegions() {
        String control = "aws-iam-password-policy-minimum-length";
        Policy policy = Policy.newBuilder(policy())
                .setControls(List.of(control))
                .setScope(PolicyScope.newBuilder()
                        .setRegions(List.of("eu-west-1"))
                        .build())
                .build();

        assertThat(ready(policy).covers(account(), resource(control, "111122223333"), TODAY))
                .isEqualTo(new Coverage.Covered());
    }

    @Test
    void exemptsUntilTheEndOfTheLastDay() {
        CompiledPolicy policy = ready(Policy.newBuilder(policy())
                .setScope(PolicyScope.newBuilder().setExcept(List.of(EXEMPTION)).build())
                .build());

        assertThat(policy.covers(account(), GROUP, TODAY)).isEqualTo(new Coverage.Exempt(EXEMPTION));
        assertThat(policy.covers(account(), GROUP, TODAY.plusDays(1))).isEqualTo(new Coverage.Covered());
        assertThat(policy.covers(account(), resource(SSH, "sg-11111111"), TODAY))
                .isEqualTo(new Coverage.Covered());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        event.actor.type != "AWSService"                               | true
        event.service == "ec2" && event.action.startsWith("Authorize") | true
        has(event.error)                                               | false
        event.actor.?issuer.orValue("") == ""                          | true
        event.record.requestParameters.groupId == "sg-1"               | true
        event.readOnly                                                 | false
        timestamp(event.time).getFullYear() == 2026                    | true
        """)
    void asksTheEvent(String when, boolean expected) {
        CompiledPolicy policy = ready(Policy.newBuilder(policy()).setWhen(when).build());

        assertThat(policy.when(event(), Json.of("{requestParameters: {groupId: 'sg-1'}}")))
                .isEqualTo(expected);
    }

    @Test
    void saysThatItCannotTellWhereTheEventLacksAMember() {
        CompiledPolicy policy = ready(
                Policy.newBuilder(policy()).setWhen("event.record.missing == 1").build());

        assertThatExceptionOfType(JudgementException.class)
                .isThrownBy(() -> policy.when(event(), Json.of("{}")))
                .withMessageStartingWith("policy p: when: ");
    }

    @Test
    void givesInputsAsThePolicyHasThem() {
        CompiledPolicy policy = ready(Policy.newBuilder(policy())
                .setInputs(Map.of(SSH, "{\"wideRules\": \"report\"}"))
                .build());

        assertThat(policy.inputs(SSH)).isEqualTo(Json.of("{wideRules: 'report'}"));
        assertThat(policy.inputs(KMS)).isEqualTo(Json.of("{}"));
        assertThat(policy.controls()).extracting(Control::id).containsExactly(SSH, KMS);
        assertThat(policy.mode()).isEqualTo(PolicyMode.AUTOMATED);
    }

    @Test
    void isBrokenIfAnythingInItIs() {
        Policy broken = Policy.newBuilder(policy())
                .setControls(List.of(SSH, "aws-gone-since"))
                .setInputs(Map.of(SSH, "{\"wideRules\": 1}", KMS, "{}", "aws-gone-since", "no JSON"))
                .setScope(PolicyScope.newBuilder().setResources(List.of("sg-1")).build())
                .setWhen("event.actr.type == 'x'")
                .build();

        assertThat(CompiledPolicy.compile(broken, RULEBOOK))
                .isInstanceOfSatisfying(
                        Compiled.Broken.class,
                        compiled -> assertThat(compiled.problems())
                                .hasSize(6)
                                .anyMatch(problem -> problem.contains("unknown control `aws-gone-since`"))
                                .anyMatch(problem -> problem.contains("input `wideRules`"))
                                .anyMatch(problem -> problem.contains("not among the policy's controls"))
                                .anyMatch(problem -> problem.contains("no JSON"))
                                .anyMatch(problem -> problem.contains("`sg-1` is no pattern"))
                                .anyMatch(problem -> problem.startsWith("when: ")));
    }

    @Test
    void keepsItsRevisionWhateverTheOrderOfItsMaps() {
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put(KMS, "{\"rotationDays\": 90, \"maxRotationDays\": 180}");
        inputs.put(SSH, "{\"wideRules\": \"report\"}");
        Map<String, String> reversed = new LinkedHashMap<>();
        reversed.put(SSH, "{ \"wideRules\" : \"report\" }");
        reversed.put(KMS, "{\"maxRotationDays\": 180, \"rotationDays\": 90}");

        String revision = revision(Policy.newBuilder(policy()).setInputs(inputs));

        assertThat(revision).matches("[0-9a-f]{12}");
        assertThat(revision(Policy.newBuilder(policy()).setInputs(reversed))).isEqualTo(revision);
    }

    /// Fails if the revision's recipe changes: then every policy gets a new one, and every command a new id.
    @Test
    void hasTheRevisionItAlwaysHad() {
        assertThat(ready(policy()).revision()).isEqualTo("9a43689921be");
    }

    @Test
    void changesItsRevisionWithItsContent() {
        assertThat(List.of(
                        revision(Policy.newBuilder(policy())),
                        revision(Policy.newBuilder(policy()).setId("q")),
                        revision(Policy.newBuilder(policy()).setDescription("d")),
                        revision(Policy.newBuilder(policy()).setMode(PolicyMode.OBSERVE)),
                        revision(Policy.newBuilder(policy()).setControls(List.of(SSH))),
                        revision(Policy.newBuilder(policy()).setWhen("true")),
                        revision(Policy.newBuilder(policy()).setInputs(Map.of(SSH, "{}"))),
                        revision(Policy.newBuilder(policy())
                                .setScope(PolicyScope.newBuilder()
                                        .setGroups(List.of("a"))
                                        .build())),
                        revision(Policy.newBuilder(policy())
                                .setScope(PolicyScope.newBuilder()
                                        .setExcept(List.of(EXEMPTION))
                                        .build()))))
                .doesNotHaveDuplicates();
    }

    @Test
    void isBrokenWhereItRunsACostlyControlAutomatedWithoutAcceptingTheRisk() {
        Policy.Builder policy = Policy.newBuilder()
                .setId("versions")
                .setControls(List.of("aws-s3-bucket-versioning"))
                .setMode(PolicyMode.AUTOMATED)
                .setScope(PolicyScope.newBuilder().build());

        assertThat(CompiledPolicy.compile(policy.build(), RULEBOOK)).isInstanceOf(Compiled.Broken.class);
        assertThat(CompiledPolicy.compile(
                        policy.setAcceptRisk(List.of(Risk.BILLABLE)).build(), RULEBOOK))
                .isInstanceOf(Compiled.Ready.class);
    }

    private static String revision(Policy.Builder policy) {
        return ready(policy.build()).revision();
    }

    private static CompiledPolicy ready(Policy policy) {
        return ((Compiled.Ready) CompiledPolicy.compile(policy, RULEBOOK)).policy();
    }

    private static Coverage covers(PolicyScope.Builder scope) {
        Policy policy = Policy.newBuilder(policy()).setScope(scope.build()).build();
        return ready(policy).covers(account(), GROUP, TODAY);
    }

    private static Policy policy() {
        return Policy.newBuilder()
                .setId("p")
                .setControls(List.of(SSH, KMS))
                .setMode(PolicyMode.AUTOMATED)
                .setScope(PolicyScope.newBuilder().build())
                .build();
    }

    private static Resource resource(String control, String id) {
        return RULEBOOK.control(control).orElseThrow().resource(id, new Place("aws", "111122223333", "eu-central-1"));
    }

    private static Account account() {
        return Account.newBuilder()
                .setId("111122223333")
                .setProvider(Provider.AWS)
                .setGroups(List.of("production"))
                .setConnection(AwsConnection.newBuilder()
                        .setMode(ConnectionMode.MANUAL)
                        .setScanRoleArn("arn:aws:iam::111122223333:role/scan")
                        .setRemediatorRoleArn("arn:aws:iam::111122223333:role/remediate")
                        .setExternalId("5b0c5a3e-6c0e-4c53-8f6a-0d5a1f0e7b11")
                        .build())
                .build();
    }

    private static CloudEvent event() {
        return CloudEvent.newBuilder()
                .setId("e-1")
                .setProvider(Provider.AWS)
                .setService("ec2")
                .setAction("AuthorizeSecurityGroupIngress")
                .setAccount("111122223333")
                .setRegion("eu-central-1")
                .setTime(Instant.parse("2026-11-20T10:00:00Z"))
                .setActor(Actor.newBuilder()
                        .setType("IAMUser")
                        .setId("arn:aws:iam::111122223333:user/eve")
                        .build())
                .setOutcome(EventOutcome.SUCCEEDED)
                .setReadOnly(false)
                .setObservedAt(Instant.parse("2026-11-20T10:00:05Z"))
                .setSource("sqs:levee-events")
                .setRecord("{}")
                .build();
    }
}
