package dev.levee.executor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.aws.AwsClouds;
import dev.levee.sandbox.aws.LocalAws;
import dev.levee.sandbox.aws.RecordedCall;
import dev.levee.schemas.Account;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.Command;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.Provider;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// A customer's account on the local AWS, connected to Levee as the onboarding template does it: two roles, and a
/// secret with the key of the codes.
final class CustomerForTests implements AutoCloseable {

    static final String ID = Commands.ACCOUNT;
    static final String LEVEE = "999988887777";
    static final String EXTERNAL_ID = "5b0c2f4e-1f60-4ad7-9f7e-0c3f5f5b9a11";

    /// Base32 of `12345678901234567890`.
    static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    /// See `CodeKey#check`.
    private static final String KEY_CHECK = "d7458564";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REMEDIATOR = "levee-remediator";
    private static final String SCANNER = "levee-scan";
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final List<String> FIXES = List.of(
            "s3:PutBucketPublicAccessBlock", "rds:ModifyDBInstance", "ec2:*SecurityGroup*", "ec2:*NetworkAclEntry");

    private final LocalAws aws;
    private final AwsClouds clouds;
    private final CloudApi admin;
    private final String secretArn;

    CustomerForTests(LocalAws aws) {
        this.aws = aws;
        this.clouds = new AwsClouds(Optional.of(aws.endpoint()));
        this.admin = clouds.as(StaticCredentialsProvider.create(aws.account(ID)), "customer/1");
        this.secretArn = call("secretsmanager:CreateSecret", Map.of("Name", "levee", "SecretString", SECRET))
                .path("ARN")
                .asText();
        createRole(SCANNER, List.of(EXTERNAL_ID));
        allow(
                SCANNER,
                List.of(
                        "s3:Get*",
                        "ec2:Describe*",
                        "rds:Describe*",
                        "iam:ListRoleTags",
                        "secretsmanager:GetSecretValue"));
        createRole(REMEDIATOR, currentCodes());
        allow(REMEDIATOR, FIXES);
    }

    /// Levee's own identity: a user of another account.
    AwsCredentialsProvider levee() {
        return StaticCredentialsProvider.create(aws.account(LEVEE));
    }

    Account account() {
        return account(ConnectionMode.AUTOMATED, EXTERNAL_ID);
    }

    Account account(ConnectionMode mode, String externalId) {
        return Account.newBuilder()
                .setId(ID)
                .setProvider(Provider.AWS)
                .setConnection(AwsConnection.newBuilder()
                        .setMode(mode)
                        .setScanRoleArn("arn:aws:iam::%s:role/%s".formatted(ID, SCANNER))
                        .setRemediatorRoleArn("arn:aws:iam::%s:role/%s".formatted(ID, REMEDIATOR))
                        .setExternalId(externalId)
                        .setSecretArn(secretArn)
                        .build())
                .build();
    }

    /// The account's clockwork: the codes it trusts from now on.
    void trustCodes(String... codes) {
        tag(Instant.now(), KEY_CHECK);
        trust(REMEDIATOR, Stream.of(codes).map(code -> EXTERNAL_ID + "-" + code).toList());
    }

    void trustCurrentCodes() {
        trust(REMEDIATOR, currentCodes());
    }

    void allowAllFixes() {
        allow(REMEDIATOR, FIXES);
    }

    void allowNoFixBut(String action) {
        allow(REMEDIATOR, List.of(action));
    }

    void createBucket(String name) {
        call(
                "s3:CreateBucket",
                Map.of("Bucket", name, "CreateBucketConfiguration", Map.of("LocationConstraint", Commands.REGION)));
        call("s3:DeletePublicAccessBlock", Map.of("Bucket", name));
    }

    JsonNode call(String operation, Map<String, Object> document) {
        CloudAnswer answer = admin.call(new CloudCall(operation, Commands.REGION, JSON.valueToTree(document)));
        if (answer instanceof CloudAnswer.Success success) {
            return success.document();
        }
        throw new IllegalStateException("%s: %s".formatted(operation, answer));
    }

    Optional<String> errorOf(String operation, Map<String, Object> document) {
        return admin.call(new CloudCall(operation, Commands.REGION, JSON.valueToTree(document)))
                        instanceof CloudAnswer.Failure failure
                ? Optional.of(failure.code())
                : Optional.empty();
    }

    static String codeAt(Instant time) {
        try {
            SecretKeySpec key = new SecretKeySpec("12345678901234567890".getBytes(US_ASCII), "HmacSHA1");
            return new TimeBasedOneTimePasswordGenerator(STEP, 6).generateOneTimePasswordString(key, time, Locale.ROOT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        clouds.close();
    }

    /// As onboarding has it, and the next one besides: a test may run across the turn of a step.
    private static List<String> currentCodes() {
        return Stream.of(STEP.negated(), Duration.ZERO, STEP)
                .map(shift -> EXTERNAL_ID + "-" + codeAt(Instant.now().plus(shift)))
                .toList();
    }

    private void createRole(String name, List<String> externalIds) {
        call("iam:CreateRole", Map.of("RoleName", name, "AssumeRolePolicyDocument", trustPolicy(externalIds)));
    }

    /// The account's clockwork stopped long ago.
    void rotatedLongAgo() {
        tag(Instant.now().minus(Duration.ofHours(1)), KEY_CHECK);
    }

    /// The account's clockwork makes its codes from another key.
    void rotatedWithAnotherKey() {
        tag(Instant.now(), "00000000");
    }

    private void tag(Instant rotatedAt, String keyCheck) {
        call(
                "iam:TagRole",
                Map.of(
                        "RoleName",
                        REMEDIATOR,
                        "Tags",
                        List.of(
                                Map.of("Key", "levee:rotated-at", "Value", rotatedAt.toString()),
                                Map.of("Key", "levee:key-check", "Value", keyCheck))));
    }

    private void trust(String role, List<String> externalIds) {
        call("iam:UpdateAssumeRolePolicy", Map.of("RoleName", role, "PolicyDocument", trustPolicy(externalIds)));
    }

    private void allow(String role, List<String> actions) {
        String policy = json(Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(Map.of("Effect", "Allow", "Action", actions, "Resource", "*"))));
        call("iam:PutRolePolicy", Map.of("RoleName", role, "PolicyName", "levee", "PolicyDocument", policy));
    }

    private static String trustPolicy(List<String> externalIds) {
        return json(Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(Map.of(
                        "Effect",
                        "Allow",
                        "Principal",
                        Map.of("AWS", "arn:aws:iam::%s:user/admin".formatted(LEVEE)),
                        "Action",
                        "sts:AssumeRole",
                        "Condition",
                        Map.of("StringEquals", Map.of("sts:ExternalId", externalIds))))));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Calls the account accepted from the session that carried out this command.
    List<String> changesOf(Command command) {
        return aws.calls().stream()
                .filter(made ->
                        made.caller().endsWith(":assumed-role/%s/levee-%s".formatted(REMEDIATOR, command.getId())))
                .filter(made -> made.outcome().equals("OK"))
                .map(RecordedCall::operation)
                .toList();
    }
}
