package dev.levee.sandbox.readiness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.cloud.CloudApi;
import dev.levee.executor.session.CodeSource;
import dev.levee.schemas.Readiness;
import dev.levee.schemas.ReadinessStep;
import dev.levee.schemas.StepResult;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is broken between Levee and an account, the verification names that and nothing else. Each test has an
/// account of its own, onboarded with the very templates that owners deploy.
class AccountVerificationTest {

    static final String[] CONTROLS = {
        "aws-kms-key-rotation", "aws-s3-bucket-block-public-access", "aws-ec2-security-group-open-ssh"
    };

    /// All that a verification may ask for.
    private static final Set<String> ASKED = Set.of(
            "sts:GetCallerIdentity",
            "sts:AssumeRole",
            "secretsmanager:GetSecretValue",
            "iam:ListRoleTags",
            "iam:SimulatePrincipalPolicy",
            "events:PutEvents");

    private static final VerifiedCloud CLOUD = new VerifiedCloud();

    @AfterAll
    static void close() {
        CLOUD.close();
    }

    @Test
    void findsAnAccountReadyOnWhichTheTemplateOfEveryControlIsDeployed() throws InterruptedException {
        Owner owner = CLOUD.automated();

        Readiness readiness = CLOUD.verify(owner);

        assertThat(readiness.getReady()).as(told(readiness)).isTrue();
        assertThat(readiness.getSteps())
                .extracting(ReadinessStep::getName)
                .containsExactly(
                        "identity",
                        "clock",
                        "scan-role",
                        "secret",
                        "code",
                        "remediator-role",
                        "read-permissions",
                        "fix-permissions",
                        "events",
                        "events");
        assertThat(readiness.getSteps()).extracting(ReadinessStep::getResult).containsOnly(StepResult.PASSED);
    }

    @Test
    void changesNothingAndTellsNoSecret() throws InterruptedException {
        Owner owner = CLOUD.automated(CONTROLS);

        Readiness readiness = CLOUD.verify(owner, CONTROLS);

        assertThat(CLOUD.aws().calls().stream()
                        .filter(call -> call.userAgent().contains("levee/test"))
                        .map(call -> call.operation()))
                .isNotEmpty()
                .allMatch(ASKED::contains);
        assertThat(told(readiness)).doesNotContain(CLOUD.aws().sessionSecrets()).doesNotContain(codes(owner));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.levee.sandbox.readiness.Breakage#all")
    void namesWhatIsBrokenAndItsMend(Breakage broken) throws InterruptedException {
        Owner owner = CLOUD.automated(CONTROLS);
        broken.breaking().accept(CLOUD, owner);

        assertThatItNames(CLOUD.verify(owner, CONTROLS), broken.step(), broken.mend());
    }

    @Test
    void namesTheControlAndTheActionThatAPermissionIsMissingFor() throws InterruptedException {
        Owner owner = CLOUD.automated("aws-s3-bucket-block-public-access");

        Readiness readiness = CLOUD.verify(owner, "aws-s3-bucket-block-public-access", "aws-kms-key-rotation");

        assertThat(steps(readiness, StepResult.FAILED)).isEqualTo("read-permissions, fix-permissions");
        assertThat(told(readiness)).containsPattern("kms:EnableKeyRotation \\([^)]*, for aws-kms-key-rotation\\)");
    }

    @Test
    void namesTheBusThatDoesNotLetTheAccountIn() throws InterruptedException {
        Owner owner = CLOUD.automated(CONTROLS);
        CloudApi hub = CLOUD.administrator(VerifiedCloud.HUB);
        String bus = CLOUD.hub().eventBusArn().replaceAll(".*/", "");
        String policy = call(hub, "events:DescribeEventBus", "{\"Name\": \"%s\"}".formatted(bus))
                .path("Policy")
                .asText();
        String others = policy.replaceAll("o-[a-z0-9]+", "o-another0000");
        call(hub, "events:PutPermission", putPolicy(bus, others));
        try {
            assertThatItNames(
                    CLOUD.verify(owner, CONTROLS),
                    "events eu-central-1, events us-east-1",
                    "does it let this account in?");
        } finally {
            call(hub, "events:PutPermission", putPolicy(bus, policy));
        }
    }

    @Test
    void namesTheQueueThatTakesNoEvents() throws InterruptedException {
        Owner owner = CLOUD.automated(CONTROLS);
        CloudApi hub = CLOUD.administrator(VerifiedCloud.HUB);
        String policy = call(
                        hub,
                        "sqs:GetQueueAttributes",
                        "{\"QueueUrl\": \"%s\", \"AttributeNames\": [\"Policy\"]}"
                                .formatted(CLOUD.hub().queueUrl()))
                .at("/Attributes/Policy")
                .asText();
        call(hub, "sqs:SetQueueAttributes", setPolicy(""));
        try {
            assertThatItNames(
                    CLOUD.verify(owner, CONTROLS), "events eu-central-1, events us-east-1", "the queue's policy");
        } finally {
            call(hub, "sqs:SetQueueAttributes", setPolicy(policy));
        }
    }

    @Test
    void namesLeveesOwnIdentityWhenItMayNotAssumeTheRoles() throws InterruptedException {
        Owner owner = CLOUD.automated(CONTROLS);
        CloudApi hub = CLOUD.administrator(VerifiedCloud.HUB);
        String user = "{\"UserName\": \"levee\", \"PolicyName\": \"levee-executor\"}";
        String policy = URLDecoder.decode(
                call(hub, "iam:GetUserPolicy", user).path("PolicyDocument").asText(), UTF_8);
        call(hub, "iam:DeleteUserPolicy", user);
        try {
            assertThatItNames(CLOUD.verify(owner, CONTROLS), "identity", "hub.yaml");
        } finally {
            call(
                    hub,
                    "iam:PutUserPolicy",
                    "{\"UserName\": \"levee\", \"PolicyName\": \"levee-executor\", \"PolicyDocument\": %s}"
                            .formatted(Owner.document(policy)));
        }
    }

    @Test
    void namesTheClockOfThisMachine() throws InterruptedException {
        Owner owner = CLOUD.automated(CONTROLS);
        Clock late = Clock.offset(CLOUD.clock(), Duration.ofSeconds(-90));

        assertThatItNames(CLOUD.verify(owner.account(), new CodeSource.Secret(), late, CONTROLS), "clock", "NTP");
    }

    @Test
    void skipsWhatNeedsACodeWhereNobodyGaveOne() throws InterruptedException {
        Owner owner = CLOUD.manual("314159", CONTROLS);

        Readiness readiness = CLOUD.verify(owner.account(), new CodeSource.Absent(), CLOUD.clock(), CONTROLS);

        assertThat(readiness.getReady()).as(told(readiness)).isTrue();
        assertThat(steps(readiness, StepResult.SKIPPED)).isEqualTo("secret, code, remediator-role");
    }

    @Test
    void triesThePersonsCode() throws InterruptedException {
        Owner owner = CLOUD.manual("271828", CONTROLS);

        Readiness right = CLOUD.verify(owner.account(), typed("271828"), CLOUD.clock(), CONTROLS);
        Readiness wrong = CLOUD.verify(owner.account(), typed("271829"), CLOUD.clock(), CONTROLS);

        assertThat(right.getReady()).as(told(right)).isTrue();
        assertThat(steps(right, StepResult.SKIPPED)).isEqualTo("secret, code");
        assertThatItNames(wrong, "remediator-role", "read the newest code");
        assertThat(told(wrong)).doesNotContain("271829");
    }

    private static void assertThatItNames(Readiness readiness, String steps, String mend) {
        assertThat(readiness.getReady()).as(told(readiness)).isFalse();
        assertThat(steps(readiness, StepResult.FAILED)).as(told(readiness)).isEqualTo(steps);
        assertThat(readiness.getSteps())
                .filteredOn(step -> step.getResult() == StepResult.FAILED)
                .allSatisfy(step -> {
                    assertThat(step.getMend()).contains(mend);
                    assertThat(step.getMessage()).isNotBlank();
                });
    }

    private static String steps(Readiness readiness, StepResult result) {
        return readiness.getSteps().stream()
                .filter(step -> step.getResult() == result)
                .map(step -> (step.getName() + " " + step.getRegion()).strip())
                .collect(Collectors.joining(", "));
    }

    private static String told(Readiness readiness) {
        return readiness.getSteps().stream()
                .map(step -> "%n%s %s %s: %s; %s"
                        .formatted(
                                step.getResult(), step.getName(), step.getRegion(), step.getMessage(), step.getMend()))
                .collect(Collectors.joining());
    }

    /// Those in the trust policy.
    private static List<String> codes(Owner owner) {
        String trust = owner.call("iam:GetRole", "{\"RoleName\": \"levee-remediator\"}")
                .at("/Role/AssumeRolePolicyDocument")
                .asText();
        List<String> codes = Pattern.compile("-([0-9]{6})%22")
                .matcher(trust)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(codes).hasSize(2);
        return codes;
    }

    private static CodeSource typed(String code) {
        return new CodeSource.Typed(code.toCharArray());
    }

    private static JsonNode call(CloudApi api, String operation, String document) {
        return Owner.call(api, operation, VerifiedCloud.HUB_REGION, document);
    }

    private static String putPolicy(String bus, String policy) {
        return "{\"EventBusName\": \"%s\", \"Policy\": %s}".formatted(bus, Owner.document(policy));
    }

    private static String setPolicy(String policy) {
        return "{\"QueueUrl\": \"%s\", \"Attributes\": {\"Policy\": %s}}"
                .formatted(CLOUD.hub().queueUrl(), policy.isEmpty() ? "\"\"" : Owner.document(policy));
    }
}
