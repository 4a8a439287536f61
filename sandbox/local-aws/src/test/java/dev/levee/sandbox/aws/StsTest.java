package dev.levee.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

class StsTest {

    private static final String LEVEE = "999900001111";
    private static final String CUSTOMER = "111122223333";
    private static final String ROLE = "arn:aws:iam::111122223333:role/remediator";
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{
              "Effect": "Allow",
              "Principal": {"AWS": "arn:aws:iam::999900001111:root"},
              "Action": "sts:AssumeRole",
              "Condition": {"StringEquals": {"sts:ExternalId": ["a1b2-111111", "a1b2-222222"]}}}]}""";
    private static final String PASSWORD_POLICY_ADMIN = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "iam:*AccountPasswordPolicy", "Resource": "*"}]}""";

    private final AdvancingClock clock = new AdvancingClock();
    private final LocalAws aws =
            LocalAws.builder().accounts(LEVEE, CUSTOMER).clock(clock).start();

    @BeforeEach
    void createRemediator() {
        try (IamClient iam = iam(aws.account(CUSTOMER))) {
            iam.createRole(r -> r.roleName("remediator").assumeRolePolicyDocument(TRUST));
            iam.putRolePolicy(
                    r -> r.roleName("remediator").policyName("passwords").policyDocument(PASSWORD_POLICY_ADMIN));
        }
    }

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void saysWhoTheCallerIs() {
        try (StsClient sts = sts(aws.account(LEVEE))) {
            assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::999900001111:user/admin");
        }
    }

    @Test
    void takesTheKeyThatIsEasyToType() {
        try (StsClient sts = sts(AwsBasicCredentials.create(CUSTOMER, "test"))) {
            assertThat(sts.getCallerIdentity().account()).isEqualTo(CUSTOMER);
        }
    }

    @Test
    void refusesAWrongSecret() {
        try (StsClient sts = sts(AwsBasicCredentials.create(CUSTOMER, "guessed"))) {
            assertThatThrownBy(sts::getCallerIdentity).isInstanceOfSatisfying(StsException.class, e -> {
                assertThat(e.statusCode()).isEqualTo(403);
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch");
            });
        }
    }

    @Test
    void refusesAnUnknownKey() {
        try (StsClient sts = sts(AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "guessed"))) {
            assertThatThrownBy(sts::getCallerIdentity).hasMessageContaining("security token included in the request");
        }
    }

    @Test
    void letsThoseInWhoKnowEitherExternalId() {
        AssumeRoleResponse assumed = assume("a1b2-222222");

        assertThat(assumed.assumedRoleUser().arn())
                .isEqualTo("arn:aws:sts::111122223333:assumed-role/remediator/levee-1");
        assertThat(assumed.credentials().accessKeyId()).startsWith("ASIA").hasSize(20);
        assertThat(assumed.credentials().expiration())
                .isBetween(clock.instant().plusSeconds(895), clock.instant().plusSeconds(900));
    }

    @Test
    void keepsThoseOutWhoDoNot() {
        assertThatThrownBy(() -> assume("a1b2-333333"))
                .isInstanceOfSatisfying(StsException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                    assertThat(e.statusCode()).isEqualTo(403);
                })
                .hasMessageContaining("is not authorized to perform: sts:AssumeRole on resource: " + ROLE)
                .hasMessageNotContaining("333333");
    }

    @Test
    void letsASessionDoWhatItsRoleMay() {
        try (IamClient iam = iam(session(assume("a1b2-111111").credentials()))) {
            iam.updateAccountPasswordPolicy(r -> r.minimumPasswordLength(14));

            assertThat(iam.getAccountPasswordPolicy().passwordPolicy().minimumPasswordLength())
                    .isEqualTo(14);
            assertThatThrownBy(iam::listRoles)
                    .isInstanceOf(IamException.class)
                    .hasMessageContaining("because no identity-based policy allows the iam:ListRoles action");
        }
    }

    @Test
    void holdsASessionToItsSessionPolicy() {
        String readOnly = """
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": ["iam:GetAccountPasswordPolicy", "iam:ListRoles"], "Resource": "*"}]}""";

        try (StsClient sts = sts(aws.account(LEVEE));
                IamClient iam = iam(session(sts.assumeRole(r -> r.roleArn(ROLE)
                                .roleSessionName("levee-1")
                                .externalId("a1b2-111111")
                                .policy(readOnly))
                        .credentials()))) {
            assertThatThrownBy(() -> iam.updateAccountPasswordPolicy(r -> r.minimumPasswordLength(14)))
                    .isInstanceOfSatisfying(IamException.class, e -> {
                        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                        assertThat(e.statusCode()).isEqualTo(403);
                    })
                    .hasMessageContaining(
                            "because no session policy allows the iam:UpdateAccountPasswordPolicy action");
            assertThatThrownBy(iam::listRoles).hasMessageContaining("no identity-based policy");
        }
    }

    @Test
    void endsASessionWhenItsTimeIsUp() {
        AwsCredentials session = session(assume("a1b2-111111").credentials());
        clock.advance(Duration.ofMinutes(15));

        try (IamClient iam = iam(session)) {
            assertThatThrownBy(iam::getAccountPasswordPolicy)
                    .isInstanceOfSatisfying(
                            IamException.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ExpiredToken"));
        }
    }

    @Test
    void trustsACodeUntilItEnds() {
        trust("""
                {"DateLessThan": {"aws:CurrentTime": "%s"}}""".formatted(clock.instant().plusSeconds(60)));
        assume("a1b2-111111");

        clock.advance(Duration.ofSeconds(61));

        assertThatThrownBy(() -> assume("a1b2-111111"))
                .hasMessageContaining("on resource: " + ROLE)
                .hasMessageNotContaining("because");
    }

    @Test
    void takesItsTimeToHeedAChangedTrust() {
        aws.trustChangesTake(Duration.ofSeconds(10));
        String never = "{\"StringEquals\": {\"sts:ExternalId\": \"never\"}}";

        trust(never);
        assume("a1b2-111111");
        clock.advance(Duration.ofSeconds(5));
        trust("{}");
        assume("a1b2-111111");

        clock.advance(Duration.ofSeconds(5));
        assertThatThrownBy(() -> assume("a1b2-111111")).hasMessageContaining("AssumeRole");
        clock.advance(Duration.ofSeconds(5));
        assume("a1b2-111111");
    }

    @Test
    void asksWhatTheCallerMayItself() {
        try (IamClient iam = iam(aws.account(LEVEE))) {
            iam.createUser(r -> r.userName("robot"));
            AccessKey key = iam.createAccessKey(r -> r.userName("robot")).accessKey();
            AwsCredentials robot = AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());

            assertThatThrownBy(() -> assume(robot, "a1b2-111111"))
                    .hasMessageContaining("because no identity-based policy allows the sts:AssumeRole action");

            iam.putUserPolicy(r -> r.userName("robot").policyName("assume").policyDocument("""
                    {"Version": "2012-10-17", "Statement": [
                      {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "%s"}]}""".formatted(ROLE)));
            assume(robot, "a1b2-111111");
        }
    }

    @Test
    void refusesATrustPolicyThatNamesNobody() {
        try (IamClient iam = iam(aws.account(CUSTOMER))) {
            assertThatThrownBy(() -> iam.updateAssumeRolePolicy(
                            r -> r.roleName("remediator").policyDocument(TRUST.replace(":root", ":role/executor"))))
                    .hasMessageContaining("Invalid principal in policy")
                    .hasMessageContaining("999900001111:role/executor");
        }
    }

    @Test
    void writesDownWhoCalledWhat() {
        assume("a1b2-111111");

        assertThat(aws.calls().getLast())
                .returns("arn:aws:iam::999900001111:user/admin", RecordedCall::caller)
                .returns("sts:AssumeRole", RecordedCall::operation)
                .returns("OK", RecordedCall::outcome);
    }

    private void trust(String condition) {
        try (IamClient iam = iam(aws.account(CUSTOMER))) {
            iam.updateAssumeRolePolicy(r -> r.roleName("remediator").policyDocument("""
                    {"Version": "2012-10-17", "Statement": [{
                      "Effect": "Allow",
                      "Principal": {"AWS": "arn:aws:iam::999900001111:root"},
                      "Action": "sts:AssumeRole",
                      "Condition": %s}]}""".formatted(condition)));
        }
    }

    private AssumeRoleResponse assume(String externalId) {
        return assume(aws.account(LEVEE), externalId);
    }

    private AssumeRoleResponse assume(AwsCredentials caller, String externalId) {
        try (StsClient sts = sts(caller)) {
            return sts.assumeRole(r -> r.roleArn(ROLE)
                    .roleSessionName("levee-1")
                    .externalId(externalId)
                    .durationSeconds(900));
        }
    }

    private static AwsCredentials session(Credentials credentials) {
        return AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
    }

    private StsClient sts(AwsCredentials credentials) {
        return StsClient.builder()
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(aws.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    private IamClient iam(AwsCredentials credentials) {
        return IamClient.builder()
                .region(Region.AWS_GLOBAL)
                .endpointOverride(aws.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }
}
