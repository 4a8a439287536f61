package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.FlowLog;
import software.amazon.awssdk.services.ec2.model.LogDestinationType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

class FlowLogsTest {

    private static final String TRUST = """
            {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"AWS": "111122223333", "Service": "vpc-flow-logs.amazonaws.com"}}]}""";

    private final List<ObjectNode> trail = new ArrayList<>();
    private final LocalAws aws = LocalAws.builder().trailListener(trail::add).start();
    private final Ec2Client ec2 = Clients.in(aws, Ec2Client.builder());
    private final IamClient iam = Clients.in(aws, IamClient.builder());
    private final String vpc = ec2.describeVpcs().vpcs().getFirst().vpcId();

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void saysPerResourceWhatDidNotWork() {
        assertThat(ec2.createFlowLogs(request(vpc, "vpc-00000000000000000", role("writer")))
                        .unsuccessful())
                .singleElement()
                .satisfies(item -> assertThat(item.resourceId()).isEqualTo("vpc-00000000000000000"));

        assertThat(ec2.createFlowLogs(r -> r.resourceType("VPC")
                                .resourceIds(vpc)
                                .trafficType("ALL")
                                .logDestinationType(LogDestinationType.S3)
                                .logDestination("arn:aws:s3:::nowhere"))
                        .unsuccessful())
                .singleElement()
                .satisfies(item -> assertThat(item.error().message()).contains("nowhere"));
        assertThat(flowLogs()).hasSize(1);
        expect("FlowLogAlreadyExists", 400, () -> ec2.createFlowLogs(request(vpc, "vpc-1", role("writer"))));
    }

    @Test
    void deliversOnlyThroughARoleThatTrustsIt() {
        ec2.createFlowLogs(request(vpc, vpc, "arn:aws:iam::111122223333:role/nobody"));
        assertThat(flowLogs()).extracting(FlowLog::deliverLogsStatus).containsExactly("FAILED");

        ec2.deleteFlowLogs(r -> r.flowLogIds(flowLogs().getFirst().flowLogId()));
        assertThat(trail.getLast()
                        .at("/requestParameters/DeleteFlowLogsRequest/FlowLogId/content")
                        .asText())
                .startsWith("fl-");
        ec2.createFlowLogs(request(vpc, vpc, role("writer")));

        assertThat(flowLogs()).extracting(FlowLog::deliverLogsStatus).containsExactly("SUCCESS");
        assertThat(ec2.deleteFlowLogs(r -> r.flowLogIds("fl-1")).unsuccessful()).hasSize(1);
    }

    @Test
    void needsPermissionToPassTheRole() {
        String role = role("writer");
        Ec2Client session = allowed("ec2:*");

        expect("UnauthorizedOperation", 403, () -> session.createFlowLogs(request(vpc, vpc, role)));

        allowed("ec2:*", "iam:PassRole").createFlowLogs(request(vpc, vpc, role));
    }

    @Test
    void needsPermissionForTheDeliveryToABucket() {
        Clients.in(aws, S3Client.builder().forcePathStyle(true))
                .createBucket(r ->
                        r.bucket("flows").createBucketConfiguration(c -> c.locationConstraint(Clients.REGION.id())));
        CreateFlowLogsRequest toBucket = CreateFlowLogsRequest.builder()
                .resourceType("VPC")
                .resourceIds(vpc)
                .trafficType("ALL")
                .logDestinationType(LogDestinationType.S3)
                .logDestination("arn:aws:s3:::flows/vpc")
                .build();
        expect(
                "UnauthorizedOperation",
                403,
                () -> allowed("ec2:*", "logs:CreateLogDelivery").createFlowLogs(toBucket));

        String log = allowed("ec2:*", "logs:CreateLogDelivery", "logs:DeleteLogDelivery")
                .createFlowLogs(toBucket)
                .flowLogIds()
                .getFirst();

        expect("UnauthorizedOperation", 403, () -> allowed("ec2:*").deleteFlowLogs(r -> r.flowLogIds(log)));
        allowed("ec2:*", "logs:DeleteLogDelivery").deleteFlowLogs(r -> r.flowLogIds(log));
        assertThat(flowLogs()).isEmpty();
    }

    private static CreateFlowLogsRequest request(String one, String other, String role) {
        return CreateFlowLogsRequest.builder()
                .resourceType("VPC")
                .resourceIds(one.equals(other) ? List.of(one) : List.of(one, other))
                .trafficType("ALL")
                .logGroupName("/vpc/flows")
                .deliverLogsPermissionArn(role)
                .build();
    }

    private List<FlowLog> flowLogs() {
        return ec2.describeFlowLogs(r -> r.filter(f -> f.name("resource-id").values(vpc)))
                .flowLogs();
    }

    private String role(String name) {
        return iam.listRoles().roles().stream()
                .filter(role -> role.roleName().equals(name))
                .findFirst()
                .orElseGet(() -> iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST))
                        .role())
                .arn();
    }

    private Ec2Client allowed(String... actions) {
        String policy =
                "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"%s\"], \"Resource\": \"*\"}]}"
                        .formatted(String.join("\", \"", actions));
        String arn = role("operator");
        iam.putRolePolicy(r -> r.roleName("operator").policyName("allowed").policyDocument(policy));
        Credentials key = Clients.in(aws, StsClient.builder())
                .assumeRole(r -> r.roleArn(arn).roleSessionName("test"))
                .credentials();
        return Ec2Client.builder()
                .endpointOverride(aws.endpoint())
                .region(Clients.REGION)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsSessionCredentials.create(key.accessKeyId(), key.secretAccessKey(), key.sessionToken())))
                .build();
    }
}
