package dev.levee.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.redshift.RedshiftClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// Records in the form CloudTrail gives them, as its readers take them apart.
class TrailTest {

    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}]}""";

    private final List<ObjectNode> records = new CopyOnWriteArrayList<>();
    private final LocalAws aws = LocalAws.builder().trailListener(records::add).start();
    private final IamClient iam = Clients.in(aws, IamClient.builder());
    private final Ec2Client ec2 = Clients.in(aws, Ec2Client.builder());

    @AfterEach
    void close() {
        iam.close();
        ec2.close();
        aws.close();
    }

    @Test
    void saysWhoDidWhatWhereAndWhen() {
        iam.updateAccountPasswordPolicy(r -> r.minimumPasswordLength(14).requireSymbols(true));

        ObjectNode event = records.getLast();
        assertThat(event.path("eventVersion").asText()).isEqualTo("1.11");
        assertThat(event.path("userIdentity")).isEqualTo(json("""
                {"type": "IAMUser", "principalId": "%s", "arn": "arn:aws:iam::111122223333:user/admin",
                 "accountId": "111122223333", "accessKeyId": "%s", "userName": "admin"}""".formatted(
                        event.path("userIdentity").path("principalId").asText(),
                        aws.account(Clients.ACCOUNT).accessKeyId())));
        assertThat(event.path("eventTime").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(event.path("eventSource").asText()).isEqualTo("iam.amazonaws.com");
        assertThat(event.path("eventName").asText()).isEqualTo("UpdateAccountPasswordPolicy");
        assertThat(event.path("awsRegion").asText()).isEqualTo("us-east-1");
        assertThat(event.path("sourceIPAddress").asText()).isEqualTo("127.0.0.1");
        assertThat(event.path("userAgent").asText()).startsWith("aws-sdk-java/2.");
        assertThat(event.path("requestParameters"))
                .isEqualTo(json("{\"minimumPasswordLength\": 14, \"requireSymbols\": true}"));
        assertThat(event.path("responseElements").isNull()).isTrue();
        assertThat(event.path("readOnly").asBoolean(true)).isFalse();
        assertThat(event.path("eventType").asText()).isEqualTo("AwsApiCall");
        assertThat(event.path("managementEvent").asBoolean()).isTrue();
        assertThat(event.path("recipientAccountId").asText()).isEqualTo("111122223333");
        assertThat(event.path("eventCategory").asText()).isEqualTo("Management");
        assertThat(event.path("requestID").asText()).hasSize(36);
        assertThat(event.path("eventID").asText()).hasSize(36);
    }

    @Test
    void keepsQuietAboutReads() {
        iam.listRoles();

        assertThat(records).isEmpty();
    }

    @Test
    void showsAClusterOfRedshiftAsTheAnswerItself() {
        try (RedshiftClient redshift = Clients.in(aws, RedshiftClient.builder())) {
            redshift.createCluster(
                    r -> r.clusterIdentifier("ledger").nodeType("ra3.large").masterUsername("admin"));
        }

        JsonNode event = records.getLast();
        assertThat(event.path("requestParameters").path("clusterIdentifier").asText())
                .isEqualTo("ledger");
        assertThat(event.path("responseElements").path("clusterStatus").asText())
                .isEqualTo("creating");
    }

    @Test
    void namesTheRoleBehindASession() {
        iam.createRole(r -> r.roleName("remediator").assumeRolePolicyDocument(TRUST));
        String role = "arn:aws:iam::111122223333:role/remediator";
        try (StsClient sts = Clients.in(aws, StsClient.builder())) {
            Credentials session = sts.assumeRole(r -> r.roleArn(role).roleSessionName("levee-1"))
                    .credentials();
            assertThatThrownBy(() -> asSession(session).deleteAccountPasswordPolicy());
        }

        JsonNode identity = records.getLast().path("userIdentity");
        assertThat(identity.path("type").asText()).isEqualTo("AssumedRole");
        assertThat(identity.path("arn").asText())
                .isEqualTo("arn:aws:sts::111122223333:assumed-role/remediator/levee-1");
        assertThat(identity.path("principalId").asText()).startsWith("AROA").endsWith(":levee-1");
        JsonNode issuer = identity.path("sessionContext").path("sessionIssuer");
        assertThat(issuer.path("type").asText()).isEqualTo("Role");
        assertThat(issuer.path("arn").asText()).isEqualTo(role);
        assertThat(issuer.path("userName").asText()).isEqualTo("remediator");
        assertThat(identity.path("sessionContext")
                        .path("attributes")
                        .path("mfaAuthenticated")
                        .asText())
                .isEqualTo("false");
        assertThat(records.getLast().path("errorCode").asText()).isEqualTo("AccessDenied");
    }

    @Test
    void namesTheErrorOfACallThatFailed() {
        assertThatThrownBy(() -> iam.deleteRole(r -> r.roleName("nobody")));

        assertThat(records.getLast().path("errorCode").asText()).isEqualTo("NoSuchEntityException");
        assertThat(records.getLast().path("errorMessage").asText()).contains("nobody cannot be found");
        assertThat(records.getLast().path("responseElements").isNull()).isTrue();
    }

    @Test
    void showsRolesWithEncodedPoliciesAndEnglishDates() {
        iam.createRole(r -> r.roleName("remediator").assumeRolePolicyDocument(TRUST));

        JsonNode role = records.getLast().path("responseElements").path("role");
        assertThat(role.path("roleName").asText()).isEqualTo("remediator");
        assertThat(role.path("createDate").asText()).matches("[A-Z][a-z]{2} \\d+, \\d{4}, \\d+:\\d\\d:\\d\\d [AP]M");
        assertThat(role.path("assumeRolePolicyDocument").asText()).startsWith("%7B%22Version%22");
    }

    @Test
    void neverShowsASecretAccessKey() {
        iam.createUser(r -> r.userName("robot"));
        String secret =
                iam.createAccessKey(r -> r.userName("robot")).accessKey().secretAccessKey();

        assertThat(records.getLast().path("eventName").asText()).isEqualTo("CreateAccessKey");
        assertThat(records.toString()).doesNotContain(secret);
    }

    @Test
    void wrapsTheListsOfEc2InItems() {
        String group = group();
        ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(ssh("0.0.0.0/0")));

        assertThat(records.getLast().path("awsRegion").asText()).isEqualTo("eu-west-1");
        assertThat(records.getLast().path("requestParameters")).isEqualTo(json("""
                {"groupId": "%s", "ipPermissions": {"items": [
                  {"ipProtocol": "tcp", "fromPort": 22, "toPort": 22, "groups": {},
                   "ipRanges": {"items": [{"cidrIp": "0.0.0.0/0"}]}, "ipv6Ranges": {}, "prefixListIds": {}}]}}""".formatted(group)));
        JsonNode response = records.getLast().path("responseElements");
        assertThat(response.path("_return").asBoolean()).isTrue();
        assertThat(response.path("securityGroupRuleSet")
                        .path("items")
                        .get(0)
                        .path("cidrIpv4")
                        .asText())
                .isEqualTo("0.0.0.0/0");
    }

    @Test
    void callsEc2ErrorsTheClients() {
        String group = group();
        ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(ssh("0.0.0.0/0")));

        assertThatThrownBy(
                () -> ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(ssh("0.0.0.0/0"))));

        assertThat(records.getLast().path("errorCode").asText()).isEqualTo("Client.InvalidPermission.Duplicate");
    }

    @Test
    void nestsTheRequestsOfNewerEc2Operations() {
        String group = group();
        String rule = ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(ssh("0.0.0.0/0")))
                .securityGroupRules()
                .getFirst()
                .securityGroupRuleId();

        ec2.modifySecurityGroupRules(r -> r.groupId(group)
                .securityGroupRules(u -> u.securityGroupRuleId(rule)
                        .securityGroupRule(
                                s -> s.ipProtocol("tcp").fromPort(22).toPort(22).cidrIpv4("10.0.0.0/8"))));

        assertThat(records.getLast().path("requestParameters")).isEqualTo(json("""
                {"ModifySecurityGroupRulesRequest": {"GroupId": "%s", "SecurityGroupRule": {
                  "SecurityGroupRuleId": "%s", "tag": 1, "SecurityGroupRule": {
                    "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIpv4": "10.0.0.0/8"}}}}""".formatted(group, rule)));
        assertThat(records.getLast()
                        .path("responseElements")
                        .path("ModifySecurityGroupRulesResponse")
                        .path("return"))
                .isEqualTo(json("true"));
    }

    @Test
    void showsTheXmlOfS3() {
        try (S3Client s3 = S3Client.builder()
                .forcePathStyle(true)
                .endpointOverride(aws.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(aws.account(Clients.ACCOUNT)))
                .build()) {
            s3.createBucket(r -> r.bucket("ledger").acl("private"));
            s3.putBucketEncryption(r -> r.bucket("ledger")
                    .serverSideEncryptionConfiguration(c -> c.rules(rule -> rule.bucketKeyEnabled(true)
                            .applyServerSideEncryptionByDefault(d -> d.sseAlgorithm(ServerSideEncryption.AWS_KMS)))));
            s3.putPublicAccessBlock(
                    r -> r.bucket("ledger").publicAccessBlockConfiguration(c -> c.blockPublicAcls(false)));
        }

        JsonNode created = records.get(0).path("requestParameters");
        assertThat(created.path("bucketName").asText()).isEqualTo("ledger");
        assertThat(created.path("Host").asText()).startsWith("localhost:");
        assertThat(created.path("x-amz-acl").asText()).isEqualTo("private");
        assertThat(records.get(0).path("resources")).isEqualTo(json("""
                [{"accountId": "111122223333", "type": "AWS::S3::Bucket", "ARN": "arn:aws:s3:::ledger"}]"""));
        JsonNode encrypted = records.get(1).path("requestParameters");
        assertThat(encrypted.path("encryption").asText("none")).isEmpty();
        assertThat(encrypted.path("ServerSideEncryptionConfiguration")).isEqualTo(json("""
                {"xmlns": "http://s3.amazonaws.com/doc/2006-03-01/", "Rule": {
                  "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}, "BucketKeyEnabled": true}}"""));
        assertThat(records.get(1).path("userAgent").asText())
                .startsWith("[aws-sdk-java/2.")
                .endsWith("]");
        assertThat(records.get(2).path("eventName").asText()).isEqualTo("PutBucketPublicAccessBlock");
        assertThat(records.get(2)
                        .path("requestParameters")
                        .path("PublicAccessBlockConfiguration")
                        .path("BlockPublicAcls"))
                .isEqualTo(json("false"));
    }

    @Test
    void showsTheDatabaseItselfAndHidesItsPassword() {
        try (RdsClient rds = Clients.in(aws, RdsClient.builder())) {
            rds.createDBInstance(r -> r.dbInstanceIdentifier("orders")
                    .engine("mysql")
                    .dbInstanceClass("db.t3.micro")
                    .masterUserPassword("correct horse"));
        }

        JsonNode event = records.getLast();
        assertThat(event.path("requestParameters").path("dBInstanceIdentifier").asText())
                .isEqualTo("orders");
        assertThat(event.path("requestParameters").path("masterUserPassword").asText())
                .isEqualTo("HIDDEN_DUE_TO_SECURITY_REASONS");
        assertThat(event.path("responseElements").path("dBInstanceIdentifier").asText())
                .isEqualTo("orders");
        assertThat(event.toString()).doesNotContain("correct horse");
    }

    @Test
    void hidesSecrets() {
        try (SecretsManagerClient secrets = Clients.in(aws, SecretsManagerClient.builder())) {
            secrets.createSecret(r -> r.name("otp").secretString("correct horse"));
        }

        assertThat(records.getLast()
                        .path("requestParameters")
                        .path("secretString")
                        .asText())
                .isEqualTo("HIDDEN_DUE_TO_SECURITY_REASONS");
        assertThat(records.getLast().toString()).doesNotContain("correct horse");
    }

    private String group() {
        String vpc = ec2.describeVpcs().vpcs().getFirst().vpcId();
        return ec2.createSecurityGroup(
                        r -> r.groupName("web").description("web").vpcId(vpc))
                .groupId();
    }

    private static IpPermission ssh(String cidr) {
        return IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(22)
                .toPort(22)
                .ipRanges(r -> r.cidrIp(cidr))
                .build();
    }

    private IamClient asSession(Credentials session) {
        return IamClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(StaticCredentialsProvider.create(AwsSessionCredentials.create(
                        session.accessKeyId(), session.secretAccessKey(), session.sessionToken())))
                .build();
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
