package dev.levee.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.aws.AwsClouds;
import dev.levee.executor.look.Looker;
import dev.levee.sandbox.aws.LocalAws;
import dev.levee.sandbox.aws.s3.NewBuckets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// A local AWS with any number of accounts, the clock in our hands, and every record of its trail kept.
final class TrialCloud implements AutoCloseable {

    private static final long FIRST_ACCOUNT = 100_000_000_000L;
    private static final String REGION = "us-east-1";
    private static final String ROLE = "levee-trial";
    private static final String EVERYTHING = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""";
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"AWS": "arn:aws:iam::%s:root"}}]}""";

    private final TrialClock clock = new TrialClock();
    private final List<JsonNode> records = new CopyOnWriteArrayList<>();
    private final AtomicInteger accounts = new AtomicInteger();
    private final LocalAws aws = LocalAws.builder()
            .accounts()
            .clock(clock)
            .newBuckets(NewBuckets.UNPROTECTED)
            .trailListener(records::add)
            .start();
    private final AwsClouds clouds = new AwsClouds(Optional.of(aws.endpoint()));
    private final Looker looker = new Looker(clock);

    /// An account nobody else has, with a role that may be held to a session policy.
    String newAccount() throws Broken {
        String account = Long.toString(FIRST_ACCOUNT + accounts.incrementAndGet());
        aws.addAccount(account);
        CloudApi owner = owner(account);
        ObjectNode role = JsonNodeFactory.instance
                .objectNode()
                .put("RoleName", ROLE)
                .put("AssumeRolePolicyDocument", TRUST.formatted(account));
        must(owner, new CloudCall("iam:CreateRole", REGION, role));
        ObjectNode policy = JsonNodeFactory.instance
                .objectNode()
                .put("RoleName", ROLE)
                .put("PolicyName", ROLE)
                .put("PolicyDocument", EVERYTHING);
        must(owner, new CloudCall("iam:PutRolePolicy", REGION, policy));
        return account;
    }

    /// The account's owner, who may do everything.
    CloudApi owner(String account) {
        return as(aws.account(account));
    }

    /// A session that may do what the policy says, for the next 15 minutes.
    CloudApi session(String account, JsonNode policy) throws Broken {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("RoleArn", "arn:aws:iam::%s:role/%s".formatted(account, ROLE))
                .put("RoleSessionName", ROLE)
                .put("Policy", policy.toString());
        JsonNode key = must(owner(account), new CloudCall("sts:AssumeRole", REGION, document))
                .path("Credentials");
        return as(AwsSessionCredentials.create(
                key.path("AccessKeyId").asText(),
                key.path("SecretAccessKey").asText(),
                key.path("SessionToken").asText()));
    }

    TrialClock clock() {
        return clock;
    }

    Looker looker() {
        return looker;
    }

    /// The trail's records of an account, in order.
    List<JsonNode> records(String account) {
        return records.stream()
                .filter(record -> record.path("recipientAccountId").asText().equals(account))
                .toList();
    }

    static JsonNode must(CloudApi cloud, CloudCall call) throws Broken {
        return switch (cloud.call(call)) {
            case CloudAnswer.Success success -> success.document();
            case CloudAnswer.Failure failure ->
                throw new Broken("%s was refused: %s".formatted(call.operation(), failure));
        };
    }

    private CloudApi as(AwsCredentials credentials) {
        return clouds.as(StaticCredentialsProvider.create(credentials), "levee-trial/1");
    }

    @Override
    public void close() {
        clouds.close();
        aws.close();
    }
}
