package dev.levee.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.FailureKind;
import dev.levee.cloud.aws.AwsClouds;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// The cloud API, put to a cloud that answers.
class CloudApiTest {

    private static final String REGION = "eu-west-1";

    private final AdvancingClock clock = new AdvancingClock();
    private final LocalAws aws = LocalAws.builder()
            .accounts(Clients.ACCOUNT, Clients.OTHER_ACCOUNT)
            .clock(clock)
            .start();
    private final AwsClouds clouds = new AwsClouds(Optional.of(aws.endpoint()));
    private final CloudApi admin = as(aws.account(Clients.ACCOUNT));

    @AfterEach
    void close() {
        clouds.close();
        aws.close();
    }

    @Test
    void callsServicesOfEveryProtocol() {
        succeed(admin, "iam:UpdateAccountPasswordPolicy", "{'MinimumPasswordLength': 14}");
        succeed(
                admin,
                "s3:CreateBucket",
                "{'Bucket': 'ledger', 'CreateBucketConfiguration': {'LocationConstraint': 'eu-west-1'}}");
        succeed(admin, "kms:CreateKey", "{}");

        JsonNode policy = succeed(admin, "iam:GetAccountPasswordPolicy", "{}");
        assertThat(policy.path("PasswordPolicy").path("MinimumPasswordLength").asInt())
                .isEqualTo(14);
        assertThat(succeed(admin, "s3:GetBucketLocation", "{'Bucket': 'ledger'}")
                        .path("LocationConstraint")
                        .asText())
                .isEqualTo("eu-west-1");
        assertThat(succeed(admin, "kms:ListKeys", "{}").path("Keys")).hasSize(1);
        assertThat(succeed(admin, "ec2:DescribeVpcs", "{}").path("Vpcs")).isNotEmpty();
        assertThat(succeed(admin, "xray:GetEncryptionConfig", "{}")
                        .path("EncryptionConfig")
                        .path("Type")
                        .asText())
                .isEqualTo("NONE");
        assertThat(succeed(admin, "cloudfront:ListDistributions", "{}")
                        .path("DistributionList")
                        .path("Quantity")
                        .asInt())
                .isZero();
    }

    @Test
    void seesTheCloudWithTheCredentialsOfEachCall() {
        CloudApi other = as(aws.account(Clients.OTHER_ACCOUNT));

        assertThat(succeed(admin, "sts:GetCallerIdentity", "{}").path("Account").asText())
                .isEqualTo(Clients.ACCOUNT);
        assertThat(succeed(other, "sts:GetCallerIdentity", "{}").path("Account").asText())
                .isEqualTo(Clients.OTHER_ACCOUNT);
    }

    @Test
    void saysInItsUserAgentWhatItCallsFor() {
        succeed(admin, "sts:GetCallerIdentity", "{}");

        assertThat(aws.calls().getLast().userAgent()).contains(" levee/1.0 ", " cmd/4f2a");
    }

    @Test
    void passesOnTheErrorCodeOfARejection() {
        CloudAnswer.Failure failure = fail(admin, "iam:GetAccountPasswordPolicy", "{}");

        assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
        assertThat(failure.code()).isEqualTo("NoSuchEntity");
        assertThat(failure.status()).isEqualTo(404);
        assertThat(failure.requestId()).hasSize(36);
    }

    @Test
    void tellsDeniedFromExpired() {
        succeed(
                admin,
                "iam:CreateRole",
                "{'RoleName': 'scanner', 'AssumeRolePolicyDocument': '%s'}".formatted("""
                {\\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Principal\\": {\\"AWS\\": \\"111122223333\\"},
                \\"Action\\": \\"sts:AssumeRole\\"}]}""".replace("\n", " ")));
        JsonNode credentials = succeed(
                        admin,
                        "sts:AssumeRole",
                        "{'RoleArn': 'arn:aws:iam::111122223333:role/scanner', 'RoleSessionName': 'levee-1'}")
                .path("Credentials");
        CloudApi session = as(AwsSessionCredentials.create(
                credentials.path("AccessKeyId").asText(),
                credentials.path("SecretAccessKey").asText(),
                credentials.path("SessionToken").asText()));

        assertDenied(session, "iam:ListRoles", "{}");
        assertDenied(session, "ec2:DescribeVpcs", "{}");
        assertDenied(session, "kms:ListKeys", "{}");
        assertDenied(session, "s3:ListBuckets", "{}");
        assertDenied(session, "sqs:ListQueues", "{}");
        assertDenied(session, "eks:ListClusters", "{}");
        assertDenied(session, "cloudfront:ListDistributions", "{}");

        clock.advance(Duration.ofHours(1));
        assertExpired(session, "iam:ListRoles", "{}");
        assertExpired(session, "ec2:DescribeVpcs", "{}");
        assertExpired(session, "kms:ListKeys", "{}");
        assertExpired(session, "s3:ListBuckets", "{}");
        assertExpired(session, "sqs:ListQueues", "{}");
        assertExpired(session, "eks:ListClusters", "{}");
        assertExpired(session, "cloudfront:ListDistributions", "{}");
    }

    @Test
    void triesAgainBeforeItGivesUp() {
        failNext(2, new AwsFault("Throttling", 400, "Rate exceeded"));
        succeed(admin, "iam:ListRoles", "{}");

        failNext(3, new AwsFault("Throttling", 400, "Rate exceeded"));
        assertThat(fail(admin, "iam:ListRoles", "{}").kind()).isEqualTo(FailureKind.THROTTLED);

        failNext(3, new AwsFault("ServiceUnavailable", 503, "Try later"));
        assertThat(fail(admin, "iam:ListRoles", "{}").kind()).isEqualTo(FailureKind.UNAVAILABLE);
    }

    @Test
    void isUnavailableWhenNobodyAnswers() {
        aws.close();

        CloudAnswer.Failure failure = fail(admin, "iam:ListRoles", "{}");

        assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(failure.status()).isZero();
    }

    @Test
    void refusesADocumentTheApiDoesNotKnow() {
        assertThatThrownBy(() -> call(admin, "s3:GetBucketPolicy", "{'Bukket': 'ledger'}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("AWS has no member s3:GetBucketPolicy.Bukket");
        assertThatThrownBy(() -> call(admin, "s3:GetBucketPolicy", "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("s3:GetBucketPolicy needs Bucket");
        assertThat(aws.calls()).isEmpty();
    }

    private void failNext(int times, AwsFault fault) {
        for (int i = 0; i < times; i++) {
            aws.failNext("iam", "ListRoles", fault);
        }
    }

    private static void assertDenied(CloudApi api, String operation, String document) {
        assertThat(fail(api, operation, document).kind()).as(operation).isEqualTo(FailureKind.ACCESS_DENIED);
    }

    private static void assertExpired(CloudApi api, String operation, String document) {
        assertThat(fail(api, operation, document).kind()).as(operation).isEqualTo(FailureKind.EXPIRED_CREDENTIALS);
    }

    private static JsonNode succeed(CloudApi api, String operation, String document) {
        return switch (call(api, operation, document)) {
            case CloudAnswer.Success success -> success.document();
            case CloudAnswer.Failure failure ->
                throw new AssertionError("%s: %s".formatted(failure, failure.message()));
        };
    }

    private static CloudAnswer.Failure fail(CloudApi api, String operation, String document) {
        return switch (call(api, operation, document)) {
            case CloudAnswer.Failure failure -> failure;
            case CloudAnswer.Success _ -> throw new AssertionError(operation + " went well");
        };
    }

    private static CloudAnswer call(CloudApi api, String operation, String document) {
        return api.call(new CloudCall(operation, REGION, json(document)));
    }

    private CloudApi as(AwsCredentials credentials) {
        return clouds.as(StaticCredentialsProvider.create(credentials), "levee/1.0 cmd/4f2a");
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
