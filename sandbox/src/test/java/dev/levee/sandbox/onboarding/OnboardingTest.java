package dev.levee.sandbox.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.aws.AwsClouds;
import dev.levee.rulebook.Rulebook;
import dev.levee.sandbox.SandboxAccount;
import dev.levee.sandbox.aws.LocalAws;
import dev.levee.sandbox.deploy.Stack;
import dev.levee.schemas.ConnectionMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// What the templates make, tried out in the local cloud as Levee, as the account's owner and as anybody else.
class OnboardingTest {

    private static final String ID = "111111111111";
    private static final String HOME = "eu-central-1";
    private static final String OTHER = "us-east-1";
    private static final String SCAN = "levee-scan";
    private static final JsonMapper JSON = new JsonMapper();

    private final StandInRotator rotator = new StandInRotator();
    private final LocalAws aws = LocalAws.builder()
            .accounts(SandboxAccount.HUB, ID)
            .functions(rotator)
            .start();
    private final AwsClouds clouds = new AwsClouds(Optional.of(aws.endpoint()));
    private final CloudApi owner = as(aws.account(ID));
    private final SandboxAccount account =
            new SandboxAccount(ID, "payments", List.of("production"), List.of(HOME, OTHER), UUID.randomUUID());
    private final Hub hub = Hub.deploy(as(aws.account(SandboxAccount.HUB)), SandboxAccount.HUB, HOME, List.of(ID));
    private final Onboarding onboarding =
            new Onboarding(hub, Rulebook.standard().controls());

    @AfterEach
    void stop() {
        clouds.close();
        aws.close();
        rotator.close();
    }

    @Test
    void tellsLeveeHowToReachTheAccount() {
        Onboarded onboarded = onboarding.automated(owner, account);

        assertThat(onboarded.account().getConnection()).satisfies(connection -> {
            assertThat(connection.getMode()).isEqualTo(ConnectionMode.AUTOMATED);
            assertThat(connection.getScanRoleArn()).isEqualTo(account.roleArn(SCAN));
            assertThat(connection.getRemediatorRoleArn()).isEqualTo(account.roleArn(Onboarding.REMEDIATOR_ROLE));
            assertThat(connection.getSecretArn())
                    .hasValueSatisfying(arn -> assertThat(arn)
                            .startsWith("arn:aws:secretsmanager:%s:%s:secret:levee/otp-".formatted(HOME, ID)));
        });
        assertThat(onboarded.stacks().get(OTHER))
                .extracting(Stack::outputs)
                .asString()
                .doesNotContain("Role");
    }

    @Test
    void letsLeveeReadTheKeyAsTheScanRoleAndNobodyElse() {
        String secret = onboarding
                .automated(owner, account)
                .account()
                .getConnection()
                .getSecretArn()
                .orElseThrow();

        assertThat(secretRead(scan(), secret))
                .hasValueSatisfying(value -> assertThat(value).matches("[A-Z2-7]{32}"));
        assertThat(call(owner, "secretsmanager:GetSecretValue", HOME, "{'SecretId': '%s'}", secret))
                .isInstanceOf(CloudAnswer.Failure.class);
        assertThat(call(remediator(secret), "secretsmanager:GetSecretValue", HOME, "{'SecretId': '%s'}", secret))
                .isInstanceOf(CloudAnswer.Failure.class);
    }

    @Test
    void takesTheCodeOfTheMomentAndNoOther() {
        String secret = onboarding
                .automated(owner, account)
                .account()
                .getConnection()
                .getSecretArn()
                .orElseThrow();

        assertThat(assume(Onboarding.REMEDIATOR_ROLE, externalId(secret))).isPresent();
        assertThat(assume(Onboarding.REMEDIATOR_ROLE, account.externalId().toString()))
                .isEmpty();
        assertThat(assume(Onboarding.REMEDIATOR_ROLE, account.externalId() + "-000000"))
                .isEmpty();
    }

    @Test
    void hidesTheTrustPolicyFromTheScanRole() {
        onboarding.automated(owner, account);

        for (String operation : List.of("iam:GetRole", "iam:ListRoleTags")) {
            assertThat(call(scan(), operation, OTHER, "{'RoleName': '%s'}", Onboarding.REMEDIATOR_ROLE))
                    .isInstanceOf(operation.endsWith("Tags") ? CloudAnswer.Success.class : CloudAnswer.Failure.class);
        }
        assertThat(call(scan(), "iam:ListRoles", OTHER, "{}")).isInstanceOf(CloudAnswer.Failure.class);
    }

    @Test
    void forwardsWhatHappensInEveryRegion() {
        onboarding.automated(owner, account);

        answer(owner, "sqs:CreateQueue", HOME, "{'QueueName': 'here'}");
        answer(owner, "sqs:CreateQueue", OTHER, "{'QueueName': 'there'}");

        assertThat(received()).anyMatch(body -> body.contains("\"here\"")).anyMatch(body -> body.contains("\"there\""));
    }

    @Test
    void forwardsHeartbeatsAndNothingElseThatIsPutOnTheBus() {
        onboarding.automated(owner, account);

        assertThat(heartbeat(scan(), "levee.heartbeat", "Levee Heartbeat")).isTrue();
        assertThat(heartbeat(scan(), "levee.heartbeat", "AWS API Call via CloudTrail"))
                .isFalse();
        assertThat(heartbeat(owner, "my.shop", "Levee Heartbeat")).isTrue();

        assertThat(received())
                .filteredOn(body -> body.contains("Levee Heartbeat"))
                .singleElement()
                .asString()
                .contains("levee.heartbeat");
    }

    @Test
    void takesFromTheBusWhatAWSSaysOfAnAccountAndNotWhatItsOwnerSays() {
        onboarding.automated(owner, account);
        answer(
                owner,
                "events:PutRule",
                HOME,
                "{'Name': 'levee-forward-events', 'EventPattern': '%s'}",
                "{\\\"source\\\": [\\\"my.shop\\\", \\\"levee.heartbeat\\\"]}");

        assertThat(heartbeat(owner, "my.shop", "AWS API Call via CloudTrail")).isTrue();
        assertThat(heartbeat(owner, "levee.heartbeat", "Levee Heartbeat")).isTrue();

        assertThat(received())
                .anyMatch(body -> body.contains("\"source\":\"levee.heartbeat\""))
                .noneMatch(body -> body.contains("\"source\":\"my.shop\""));
    }

    @Test
    void keepsTheEventsThatHoldCodesInTheAccount() {
        onboarding.automated(owner, account);
        answer(owner, "lambda:Invoke", HOME, "{'FunctionName': 'levee-rotator'}");
        answer(owner, "iam:CreateUser", OTHER, "{'UserName': 'robot'}");

        assertThat(received())
                .anyMatch(body -> body.contains("CreateUser"))
                .noneMatch(body -> body.contains("UpdateAssumeRolePolicy"));
    }

    @Test
    void leavesNothingBehind() {
        Onboarded onboarded = onboarding.automated(owner, account);

        onboarded.stacks().values().forEach(Stack::delete);

        assertThat(answer(owner, "iam:ListRoles", OTHER, "{}").path("Roles")).isEmpty();
        for (String region : account.regions()) {
            assertThat(answer(owner, "events:ListRules", region, "{}").path("Rules"))
                    .isEmpty();
        }
        onboarding.automated(owner, account);
    }

    @ParameterizedTest
    @ValueSource(strings = {"402713", "0402713998877"})
    void takesTheCodeThatAPersonGivesUntilItEnds(String code) {
        onboarding.manual(owner, account, code, Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS));

        assertThat(assume(Onboarding.REMEDIATOR_ROLE, account.externalId() + "-" + code))
                .isPresent();
        assertThat(assume(Onboarding.REMEDIATOR_ROLE, account.externalId() + "-402714"))
                .isEmpty();
        assertThat(assume(SCAN, account.externalId().toString())).isPresent();
    }

    @Test
    void takesNoCodeThatHasEnded() {
        onboarding.manual(owner, account, "402713", Instant.parse("2026-01-01T00:00:00Z"));

        assertThat(assume(Onboarding.REMEDIATOR_ROLE, account.externalId() + "-402713"))
                .isEmpty();
    }

    private boolean heartbeat(CloudApi api, String source, String type) {
        return call(
                                api,
                                "events:PutEvents",
                                HOME,
                                "{'Entries': [{'Source': '%s', 'DetailType': '%s', 'Detail': '{}'}]}",
                                source,
                                type)
                        instanceof CloudAnswer.Success success
                && success.document().path("FailedEntryCount").asInt() == 0;
    }

    private List<String> received() {
        CloudApi levee = as(hub.identity());
        List<String> bodies = new ArrayList<>();
        JsonNode messages;
        do {
            messages = answer(
                            levee,
                            "sqs:ReceiveMessage",
                            HOME,
                            "{'QueueUrl': '%s', 'MaxNumberOfMessages': 10}",
                            hub.queueUrl())
                    .path("Messages");
            messages.forEach(message -> bodies.add(message.path("Body").asText()));
        } while (!messages.isEmpty());
        return bodies;
    }

    private Optional<String> secretRead(CloudApi api, String secret) {
        return call(api, "secretsmanager:GetSecretValue", HOME, "{'SecretId': '%s'}", secret)
                        instanceof CloudAnswer.Success success
                ? Optional.of(success.document().path("SecretString").asText())
                : Optional.empty();
    }

    private String externalId(String secret) {
        return new Codes(secretRead(scan(), secret).orElseThrow())
                .trustPolicy(List.of(), account.externalId().toString(), Instant.now())
                .at("/Statement/0/Condition/StringEquals/sts:ExternalId")
                .asText();
    }

    private CloudApi scan() {
        return assume(SCAN, account.externalId().toString()).orElseThrow();
    }

    private CloudApi remediator(String secret) {
        return assume(Onboarding.REMEDIATOR_ROLE, externalId(secret)).orElseThrow();
    }

    private Optional<CloudApi> assume(String role, String externalId) {
        return call(
                                as(hub.identity()),
                                "sts:AssumeRole",
                                HOME,
                                "{'RoleArn': '%s', 'RoleSessionName': 'test', 'ExternalId': '%s'}",
                                account.roleArn(role),
                                externalId)
                        instanceof CloudAnswer.Success success
                ? Optional.of(session(success.document().path("Credentials")))
                : Optional.empty();
    }

    private CloudApi session(JsonNode credentials) {
        return as(AwsSessionCredentials.create(
                credentials.path("AccessKeyId").asText(),
                credentials.path("SecretAccessKey").asText(),
                credentials.path("SessionToken").asText()));
    }

    private CloudApi as(AwsCredentials credentials) {
        return clouds.as(StaticCredentialsProvider.create(credentials), "levee-test/1");
    }

    private static JsonNode answer(CloudApi api, String operation, String region, String document, Object... values) {
        return switch (call(api, operation, region, document, values)) {
            case CloudAnswer.Success success -> success.document();
            case CloudAnswer.Failure failure -> throw new AssertionError(operation + ": " + failure.message());
        };
    }

    private static CloudAnswer call(CloudApi api, String operation, String region, String document, Object... values) {
        try {
            return api.call(new CloudCall(
                    operation, region, JSON.readTree(document.formatted(values).replace('\'', '"'))));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
