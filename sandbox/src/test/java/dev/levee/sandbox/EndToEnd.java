package dev.levee.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudCall;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What a whole Levee does, wherever it stands: from an event on the queue to a resource put right.
abstract class EndToEnd {

    private static final String ACCOUNT = "111111111111";
    private static final String REGION = "eu-central-1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    abstract Sandbox sandbox();

    /// Whether the cloud puts events of its changes on the queue; where it does not, the test does.
    abstract boolean cloudReportsChanges();

    @Test
    void takesTheWorldOutOfAGroupAndLeavesTheOfficeIn() {
        String group = call(
                        "ec2:CreateSecurityGroup",
                        "{'GroupName': '%s', 'Description': 'end to end'}".formatted(UUID.randomUUID()))
                .path("GroupId")
                .asText();

        call("ec2:AuthorizeSecurityGroupIngress", """
                {'GroupId': '%s', 'IpPermissions': [{'IpProtocol': 'tcp', 'FromPort': 22, 'ToPort': 22,
                 'IpRanges': [{'CidrIp': '0.0.0.0/0'}, {'CidrIp': '10.0.0.0/8'}],
                 'Ipv6Ranges': [{'CidrIpv6': '::/0'}]}]}""".formatted(group));
        report("ec2", "AuthorizeSecurityGroupIngress", "{\"groupId\": \"%s\"}".formatted(group));

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode permissions = call("ec2:DescribeSecurityGroups", "{'GroupIds': ['%s']}".formatted(group))
                    .path("SecurityGroups")
                    .path(0)
                    .path("IpPermissions");
            assertThat(permissions.findValuesAsText("CidrIp")).containsExactly("10.0.0.0/8");
            assertThat(permissions.findValuesAsText("CidrIpv6")).isEmpty();
        });
    }

    @Test
    void closesABucketToThePublic() {
        String bucket = "end-to-end-" + UUID.randomUUID();

        call("s3:CreateBucket", """
                {'Bucket': '%s', 'CreateBucketConfiguration': {'LocationConstraint': '%s'}}""".formatted(bucket, REGION));
        call("s3:PutPublicAccessBlock", """
                {'Bucket': '%s', 'PublicAccessBlockConfiguration': {'BlockPublicAcls': true}}""".formatted(bucket));
        report("s3", "PutBucketPublicAccessBlock", "{\"bucketName\": \"%s\"}".formatted(bucket));

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(call("s3:GetPublicAccessBlock", "{'Bucket': '%s'}".formatted(bucket))
                                .path("PublicAccessBlockConfiguration"))
                        .hasSize(4)
                        .allMatch(JsonNode::booleanValue));
    }

    private void report(String service, String action, String parameters) {
        if (cloudReportsChanges()) {
            return;
        }
        sandbox().enqueue("""
                {"version": "0", "id": "%1$s", "detail-type": "AWS API Call via CloudTrail", "source": "aws.%2$s",
                 "account": "%3$s", "time": "%4$s", "region": "%5$s", "resources": [],
                 "detail": {"eventVersion": "1.11", "eventID": "%1$s", "eventTime": "%4$s",
                  "eventSource": "%2$s.amazonaws.com", "eventName": "%6$s", "awsRegion": "%5$s", "readOnly": false,
                  "userIdentity": {"type": "IAMUser", "arn": "arn:aws:iam::%3$s:user/admin", "accountId": "%3$s"},
                  "requestParameters": %7$s, "responseElements": null, "eventType": "AwsApiCall",
                  "managementEvent": true, "recipientAccountId": "%3$s"}}""".formatted(
                        UUID.randomUUID(),
                        service,
                        ACCOUNT,
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        REGION,
                        action,
                        parameters));
    }

    private JsonNode call(String operation, String document) {
        try {
            CloudCall call = new CloudCall(operation, REGION, JSON.readTree(document.replace('\'', '"')));
            return switch (sandbox().cloud(ACCOUNT).call(call)) {
                case CloudAnswer.Success success -> success.document();
                case CloudAnswer.Failure failure -> throw new AssertionError(operation + ": " + failure);
            };
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
