package dev.levee.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.aws.AwsClouds;
import dev.levee.onboarding.Template;
import dev.levee.rulebook.Control;
import dev.levee.sandbox.aws.LocalAws;
import dev.levee.sandbox.aws.RecordedCall;
import dev.levee.sandbox.aws.lambda.PythonFunctions;
import dev.levee.sandbox.aws.s3.NewBuckets;
import dev.levee.sandbox.deploy.Deployer;
import dev.levee.sandbox.deploy.Stack;
import dev.levee.schemas.Account;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.Provider;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// An account deployed from its template in a local AWS whose time runs fast: the template's rotator changes its code
/// every twenty seconds or so.
final class FastAccount implements AutoCloseable {

    static final String ID = "111122223333";
    static final String REGION = "eu-central-1";
    private static final String HUB = "999988887777";
    private static final String EXTERNAL_ID = "6f1c2a34-5b7d-4e89-9a0b-1c2d3e4f5a6b";
    private static final ObjectMapper JSON = new ObjectMapper();

    final FastClock clock = new FastClock(Instant.now().truncatedTo(ChronoUnit.HOURS));
    final LocalAws aws;
    final Account account;
    private final AwsClouds clouds;
    private final CloudApi owner;
    private final ScheduledExecutorService schedules = Executors.newSingleThreadScheduledExecutor();

    /// Returns when the first code was written.
    FastAccount(PythonFunctions python, Control... controls) {
        aws = LocalAws.builder()
                .accounts(HUB, ID)
                .clock(clock)
                .newBuckets(NewBuckets.UNPROTECTED)
                .functions(python)
                .start();
        clouds = new AwsClouds(Optional.of(aws.endpoint()));
        owner = clouds.as(StaticCredentialsProvider.create(aws.account(ID)), "owner/1");
        account = deploy(List.of(controls));
        schedules.scheduleWithFixedDelay(aws::runDue, 0, 20, TimeUnit.MILLISECONDS);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> rotations() > 0);
    }

    private Account deploy(List<Control> controls) {
        CloudApi hub = clouds.as(levee(), "hub/1");
        Stack central = new Deployer(hub, HUB).deploy(Template.HUB.render(List.of()), REGION, Map.of("AccountIds", ID));
        Stack stack = new Deployer(owner, ID)
                .deploy(
                        Template.REMEDIATOR_AUTOMATED.render(controls),
                        REGION,
                        Map.of(
                                "ExternalId",
                                EXTERNAL_ID,
                                "LeveePrincipalArns",
                                "arn:aws:iam::%s:user/admin".formatted(HUB),
                                "EventBusArn",
                                central.output("EventBusArn"),
                                "HomeRegion",
                                REGION));
        return Account.newBuilder()
                .setId(ID)
                .setProvider(Provider.AWS)
                .setRegions(List.of(REGION))
                .setConnection(AwsConnection.newBuilder()
                        .setMode(ConnectionMode.AUTOMATED)
                        .setScanRoleArn(stack.output("ScanRoleArn"))
                        .setRemediatorRoleArn(stack.output("RemediatorRoleArn"))
                        .setExternalId(EXTERNAL_ID)
                        .setSecretArn(stack.output("SecretArn"))
                        .build())
                .build();
    }

    AwsCredentialsProvider levee() {
        return StaticCredentialsProvider.create(aws.account(HUB));
    }

    void createBucket(String name) {
        call("s3:CreateBucket", """
                {"Bucket": "%s", "CreateBucketConfiguration": {"LocationConstraint": "%s"}}""".formatted(name, REGION));
    }

    /// What a person of the account reads in the console.
    String codeInTheTrustPolicy() {
        JsonNode role = call("iam:GetRole", "{\"RoleName\": \"levee-remediator\"}");
        String policy =
                URLDecoder.decode(role.at("/Role/AssumeRolePolicyDocument").asText(), StandardCharsets.UTF_8);
        for (JsonNode statement : json(policy).path("Statement")) {
            if (statement.path("Sid").asText().equals("CurrentCode")) {
                String externalId =
                        statement.at("/Condition/StringEquals/sts:ExternalId").asText();
                return externalId.substring(externalId.lastIndexOf('-') + 1);
            }
        }
        throw new AssertionError("no current code in " + policy);
    }

    long rotations() {
        return calls("iam:UpdateAssumeRolePolicy", "OK").count();
    }

    /// Every call that was made as the remediator role for a command.
    Stream<RecordedCall> callsOfFixes() {
        return aws.calls().stream()
                .filter(call -> call.caller().contains(":assumed-role/levee-remediator/"))
                .filter(call -> !call.caller().endsWith("/levee-verify"));
    }

    Stream<RecordedCall> calls(String operation, String outcome) {
        return aws.calls().stream()
                .filter(call -> call.operation().equals(operation))
                .filter(call -> call.outcome().equals(outcome));
    }

    @Override
    public void close() {
        schedules.shutdownNow();
        clouds.close();
        aws.close();
    }

    private JsonNode call(String operation, String document) {
        return switch (owner.call(new CloudCall(operation, REGION, json(document)))) {
            case CloudAnswer.Success success -> success.document();
            case CloudAnswer.Failure failure -> throw new AssertionError(operation + ": " + failure);
        };
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
