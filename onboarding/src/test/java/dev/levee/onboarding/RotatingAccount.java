package dev.levee.onboarding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.levee.sandbox.aws.LocalAws;
import dev.levee.sandbox.aws.lambda.FunctionLine;
import dev.levee.sandbox.aws.lambda.FunctionRuntime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/// An account of a local AWS with the rotator in it, and Levee's own account beside.
final class RotatingAccount implements AutoCloseable {

    static final String ACCOUNT = "111122223333";
    static final String LEVEE = "999900001111";
    static final String EXTERNAL_ID = "0f4ad2f6-4d47-4f2e-8d84-0d5c1a6f8b11";
    static final String PRINCIPAL = "arn:aws:iam::%s:user/admin".formatted(LEVEE);
    static final String FUNCTION = "levee-rotator";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String REMEDIATOR = "levee-remediator";
    private static final String TRUSTS_LAMBDA = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
              "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}""";
    private static final String TRUSTS_NOBODY = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Deny",
              "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}""";

    final SetClock clock;
    final IamClient iam;
    final LambdaClient lambda;
    final EventBridgeClient events;
    final CloudWatchClient cloudWatch;
    final SecretsManagerClient secrets;
    final String secretArn;

    private final LocalAws aws;
    private final StsClient levee;
    private final List<String> trail = Collections.synchronizedList(new ArrayList<>());

    RotatingAccount(FunctionRuntime python, Instant now, String secret) {
        clock = new SetClock(now);
        aws = LocalAws.builder()
                .accounts(ACCOUNT, LEVEE)
                .clock(clock)
                .functions(python)
                .trailListener(record -> trail.add(record.toString()))
                .start();
        iam = client(IamClient.builder(), ACCOUNT);
        lambda = client(LambdaClient.builder(), ACCOUNT);
        events = client(EventBridgeClient.builder(), ACCOUNT);
        cloudWatch = client(CloudWatchClient.builder(), ACCOUNT);
        secrets = client(SecretsManagerClient.builder(), ACCOUNT);
        levee = client(StsClient.builder(), LEVEE);
        secretArn = secrets.createSecret(r -> r.name("levee/otp").secretString(secret))
                .arn();
        deploy();
    }

    private void deploy() {
        iam.createRole(r -> r.roleName(REMEDIATOR).assumeRolePolicyDocument(TRUSTS_NOBODY));
        iam.createRole(r -> r.roleName(FUNCTION).assumeRolePolicyDocument(TRUSTS_LAMBDA));
        iam.putRolePolicy(r -> r.roleName(FUNCTION).policyName("rotate").policyDocument("""
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "%s"},
                  {"Effect": "Allow", "Action": ["iam:UpdateAssumeRolePolicy", "iam:TagRole"],
                   "Resource": "arn:aws:iam::%s:role/%s"}]}""".formatted(
                        secretArn, ACCOUNT, REMEDIATOR)));
        lambda.createFunction(r -> r.functionName(FUNCTION)
                .runtime(Runtime.PYTHON3_13)
                .handler("index.handler")
                .role("arn:aws:iam::%s:role/%s".formatted(ACCOUNT, FUNCTION))
                .timeout(30)
                .environment(e -> e.variables(Map.of(
                        "SECRET_ARN", secretArn,
                        "ROLE_NAME", REMEDIATOR,
                        "EXTERNAL_ID", EXTERNAL_ID,
                        "PRINCIPAL_ARNS", PRINCIPAL)))
                .code(c -> c.zipFile(zipped("index.py", source()))));
    }

    void schedule() {
        String rule = events.putRule(r -> r.name(FUNCTION).scheduleExpression("cron(0/5 * * * ? *)"))
                .ruleArn();
        events.putTargets(r -> r.rule(FUNCTION)
                .targets(t -> t.id("rotator")
                        .arn("arn:aws:lambda:eu-central-1:%s:function:%s".formatted(ACCOUNT, FUNCTION))));
        lambda.addPermission(r -> r.functionName(FUNCTION)
                .statementId("schedule")
                .action("lambda:InvokeFunction")
                .principal("events.amazonaws.com")
                .sourceArn(rule));
    }

    InvokeResponse rotate() {
        return lambda.invoke(r -> r.functionName(FUNCTION));
    }

    /// Sets the time and lets happen what is due.
    void at(Instant time) {
        clock.set(time);
        aws.runDue();
    }

    void giveSecret(String value) {
        secrets.putSecretValue(r -> r.secretId(secretArn).secretString(value));
    }

    JsonNode trustPolicy() {
        String encoded = iam.getRole(r -> r.roleName(REMEDIATOR)).role().assumeRolePolicyDocument();
        return json(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
    }

    Map<String, String> tags() {
        return iam.listRoleTags(r -> r.roleName(REMEDIATOR)).tags().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value));
    }

    /// Whether Levee gets into the account with a code, now.
    boolean opens(String code) {
        try {
            levee.assumeRole(r -> r.roleArn("arn:aws:iam::%s:role/%s".formatted(ACCOUNT, REMEDIATOR))
                    .roleSessionName("levee-test")
                    .externalId(EXTERNAL_ID + "-" + code)
                    .durationSeconds(900));
            return true;
        } catch (StsException e) {
            if (e.statusCode() == 403) {
                return false;
            }
            throw e;
        }
    }

    List<String> printed() {
        return aws.printed().stream().map(FunctionLine::text).toList();
    }

    /// The cloud's own record of calls that write.
    List<JsonNode> trail() {
        synchronized (trail) {
            return trail.stream().map(RotatingAccount::json).toList();
        }
    }

    @Override
    public void close() {
        aws.close();
    }

    static String source() {
        try (InputStream file = RotatingAccount.class.getResourceAsStream("rotator.py")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private <B extends AwsClientBuilder<B, C>, C> C client(B builder, String account) {
        return builder.endpointOverride(aws.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(aws.account(account)))
                .build();
    }

    private static SdkBytes zipped(String name, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SdkBytes.fromByteArray(bytes.toByteArray());
    }
}
