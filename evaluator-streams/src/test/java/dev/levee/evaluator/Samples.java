package dev.levee.evaluator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.evaluator.decision.Change;
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
import dev.levee.schemas.Topics;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// An account, policies about admin ports, and somebody who opens them.
public final class Samples {

    public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    public static final String ACCOUNT = "111122223333";
    public static final String REMEDIATOR = "arn:aws:iam::111122223333:role/levee-remediator";
    public static final String SSH = "aws-ec2-security-group-open-ssh";
    public static final String ENCRYPTION = "aws-s3-bucket-default-encryption";
    public static final String NOT_PUBLIC = "aws-s3-bucket-block-public-access";
    public static final String AUTHORIZE = "ec2:AuthorizeSecurityGroupIngress";

    static {
        Topics.EVENTS.schema(); // Avro copies records only of packages it was told to trust
    }

    private Samples() {}

    public static Account account() {
        return Account.newBuilder()
                .setId(ACCOUNT)
                .setProvider(Provider.AWS)
                .setGroups(List.of("production"))
                .setConnection(AwsConnection.newBuilder()
                        .setMode(ConnectionMode.AUTOMATED)
                        .setScanRoleArn("arn:aws:iam::111122223333:role/levee-scan")
                        .setRemediatorRoleArn(REMEDIATOR)
                        .setExternalId("5a0a9a36-6c51-4e3c-9f7d-6f1c2f6f8a11")
                        .build())
                .build();
    }

    public static Policy policy(String id) {
        return Policy.newBuilder()
                .setId(id)
                .setControls(List.of(SSH))
                .setMode(PolicyMode.AUTOMATED)
                .setScope(PolicyScope.newBuilder().build())
                .build();
    }

    public static Exemption exemption(String resources, LocalDate until) {
        return Exemption.newBuilder()
                .setResources(List.of(resources))
                .setReason("bastion")
                .setOwner("net-team")
                .setUntil(until)
                .build();
    }

    /// Somebody opens port 22 of a security group to the world.
    public static CloudEvent opened(String eventId, String group) {
        return CloudEvent.newBuilder()
                .setId(eventId)
                .setProvider(Provider.AWS)
                .setService("ec2")
                .setAction("AuthorizeSecurityGroupIngress")
                .setAccount(ACCOUNT)
                .setRegion("eu-central-1")
                .setTime(NOW.minusSeconds(5))
                .setActor(Actor.newBuilder()
                        .setType("IAMUser")
                        .setId("arn:aws:iam::111122223333:user/ada")
                        .build())
                .setOutcome(EventOutcome.SUCCEEDED)
                .setReadOnly(false)
                .setObservedAt(NOW.minusSeconds(1))
                .setSource("test")
                .setRecord(record(eventId, group))
                .build();
    }

    /// Somebody creates a bucket through the endpoint of eu-central-1.
    public static CloudEvent created(String bucket, String region) {
        return CloudEvent.newBuilder(opened("created-" + bucket, "sg-0a1b2c3d"))
                .setService("s3")
                .setAction("CreateBucket")
                .setRecord("""
                        {"eventSource": "s3.amazonaws.com", "eventName": "CreateBucket", "awsRegion": "eu-central-1",
                         "requestParameters": {"bucketName": "%s",
                           "CreateBucketConfiguration": {"LocationConstraint": "%s"}}}""".formatted(bucket, region))
                .build();
    }

    /// A port is opened as in [#opened], by a role's session.
    public static CloudEvent openedBy(String issuer, String session) {
        return CloudEvent.newBuilder(opened("own", "sg-0a1b2c3d"))
                .setActor(Actor.newBuilder()
                        .setType("AssumedRole")
                        .setId(session)
                        .setIssuer(issuer)
                        .build())
                .build();
    }

    public static String arn(String group) {
        return "arn:aws:ec2:eu-central-1:111122223333:security-group/" + group;
    }

    public static Change change(CloudEvent event) {
        try {
            return new Change(event, new ObjectMapper().readTree(event.getRecord()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String record(String eventId, String group) {
        return """
                {"eventVersion": "1.08", "eventID": "%s", "eventSource": "ec2.amazonaws.com",
                 "eventName": "AuthorizeSecurityGroupIngress", "awsRegion": "eu-central-1",
                 "recipientAccountId": "111122223333", "eventTime": "2026-11-20T11:59:55Z",
                 "userIdentity": {"type": "IAMUser", "arn": "arn:aws:iam::111122223333:user/ada"},
                 "requestParameters": {"groupId": "%s", "ipPermissions": {"items": [{"ipProtocol": "tcp",
                   "fromPort": 22, "toPort": 22, "ipRanges": {"items": [{"cidrIp": "0.0.0.0/0"}]}}]}},
                 "responseElements": {"_return": true}}""".formatted(eventId, group);
    }
}
