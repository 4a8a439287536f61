package dev.levee.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.AccessKeyLastUsed;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.sts.StsClient;

class IamServiceTest {

    private static final String NOTHING = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}""";
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}]}""";

    private final AdvancingClock clock = new AdvancingClock();
    private final LocalAws aws = LocalAws.builder().clock(clock).start();
    private final IamClient iam = Clients.in(aws, IamClient.builder());

    @AfterEach
    void close() {
        iam.close();
        aws.close();
    }

    @Test
    void hasNoPasswordPolicyUntilOneIsMade() {
        Clients.expect("NoSuchEntity", 404, iam::getAccountPasswordPolicy);
        Clients.expect("NoSuchEntity", 404, iam::deleteAccountPasswordPolicy);
    }

    @Test
    void replacesTheWholePasswordPolicy() {
        iam.updateAccountPasswordPolicy(
                r -> r.minimumPasswordLength(14).requireSymbols(true).maxPasswordAge(90));

        iam.updateAccountPasswordPolicy(r -> r.requireNumbers(true));

        assertThat(iam.getAccountPasswordPolicy().passwordPolicy()).satisfies(policy -> {
            assertThat(policy.minimumPasswordLength()).isEqualTo(6);
            assertThat(policy.requireNumbers()).isTrue();
            assertThat(policy.requireSymbols()).isFalse();
            assertThat(policy.expirePasswords()).isFalse();
            assertThat(policy.maxPasswordAge()).isNull();
        });
    }

    @Test
    void knowsTheLimitsOfAPasswordPolicy() {
        Clients.expect("ValidationError", 400, () -> iam.updateAccountPasswordPolicy(r -> r.minimumPasswordLength(5)));
        Clients.expect("ValidationError", 400, () -> iam.updateAccountPasswordPolicy(r -> r.maxPasswordAge(1096)));
        Clients.expect(
                "ValidationError", 400, () -> iam.updateAccountPasswordPolicy(r -> r.passwordReusePrevention(25)));
    }

    @Test
    void keepsRolesWithTheirPolicies() {
        iam.createRole(r -> r.roleName("scanner").path("/levee/").assumeRolePolicyDocument(TRUST));
        iam.putRolePolicy(r -> r.roleName("scanner").policyName("none").policyDocument(NOTHING));

        Role role = iam.getRole(r -> r.roleName("scanner")).role();
        assertThat(role.arn()).isEqualTo("arn:aws:iam::111122223333:role/levee/scanner");
        assertThat(URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
                .isEqualTo(TRUST);
        assertThat(iam.listRoles(r -> r.pathPrefix("/levee/")).roles()).hasSize(1);
        assertThat(iam.listRolePolicies(r -> r.roleName("scanner")).policyNames())
                .containsExactly("none");
        assertThat(URLDecoder.decode(
                        iam.getRolePolicy(r -> r.roleName("scanner").policyName("none"))
                                .policyDocument(),
                        StandardCharsets.UTF_8))
                .isEqualTo(NOTHING);
    }

    @Test
    void deletesARoleOnlyAfterItsPolicies() {
        iam.createRole(r -> r.roleName("scanner").assumeRolePolicyDocument(TRUST));
        iam.putRolePolicy(r -> r.roleName("scanner").policyName("none").policyDocument(NOTHING));

        Clients.expect("DeleteConflict", 409, () -> iam.deleteRole(r -> r.roleName("scanner")));

        iam.deleteRolePolicy(r -> r.roleName("scanner").policyName("none"));
        iam.deleteRole(r -> r.roleName("scanner"));
        Clients.expect("NoSuchEntity", 404, () -> iam.getRole(r -> r.roleName("scanner")));
    }

    @Test
    void refusesWhatIsTakenMissingOrMalformed() {
        iam.createRole(r -> r.roleName("scanner").assumeRolePolicyDocument(TRUST));

        Clients.expect(
                "EntityAlreadyExists",
                409,
                () -> iam.createRole(r -> r.roleName("scanner").assumeRolePolicyDocument(TRUST)));
        Clients.expect(
                "MalformedPolicyDocument",
                400,
                () -> iam.updateAssumeRolePolicy(r -> r.roleName("scanner").policyDocument("{")));
        Clients.expect(
                "NoSuchEntity",
                404,
                () -> iam.putRolePolicy(
                        r -> r.roleName("nobody").policyName("none").policyDocument(NOTHING)));
        Clients.expect(
                "NoSuchEntity",
                404,
                () -> iam.deleteRolePolicy(r -> r.roleName("scanner").policyName("none")));
    }

    @Test
    void givesUsersKeysThatWorkUntilTheyAreDeleted() {
        iam.createUser(r -> r.userName("robot"));
        AccessKey key = iam.createAccessKey(r -> r.userName("robot")).accessKey();

        try (StsClient sts = robot(key)) {
            assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::111122223333:user/robot");

            iam.deleteAccessKey(r -> r.userName("robot").accessKeyId(key.accessKeyId()));
            Clients.expect("InvalidClientTokenId", 403, sts::getCallerIdentity);
        }
    }

    @Test
    void knowsTheAgeStateAndLastUseOfAKey() {
        iam.createUser(r -> r.userName("robot"));
        AccessKey key = iam.createAccessKey(r -> r.userName("robot")).accessKey();
        assertThat(lastUse(key).lastUsedDate()).isNull();
        assertThat(lastUse(key).region()).isEqualTo("N/A");

        clock.advance(Duration.ofDays(91));
        try (StsClient sts = robot(key)) {
            sts.getCallerIdentity();
            assertThat(lastUse(key).lastUsedDate())
                    .isBetween(key.createDate().plus(Duration.ofDays(91)), clock.instant());
            assertThat(lastUse(key).serviceName()).isEqualTo("sts");

            iam.updateAccessKey(
                    r -> r.userName("robot").accessKeyId(key.accessKeyId()).status(StatusType.INACTIVE));
            Clients.expect("InvalidClientTokenId", 403, sts::getCallerIdentity);
            assertThat(iam.listAccessKeys(r -> r.userName("robot")).accessKeyMetadata())
                    .singleElement()
                    .satisfies(listed -> {
                        assertThat(listed.status()).isEqualTo(StatusType.INACTIVE);
                        assertThat(listed.createDate()).isEqualTo(key.createDate());
                    });

            iam.updateAccessKey(
                    r -> r.userName("robot").accessKeyId(key.accessKeyId()).status(StatusType.ACTIVE));
            sts.getCallerIdentity();
        }
    }

    @Test
    void givesAUserTwoKeysAtMost() {
        iam.createUser(r -> r.userName("robot"));
        iam.createAccessKey(r -> r.userName("robot"));
        iam.createAccessKey(r -> r.userName("robot"));

        Clients.expect("LimitExceeded", 409, () -> iam.createAccessKey(r -> r.userName("robot")));
    }

    @Test
    void listsUsersPageByPage() {
        iam.createUser(r -> r.userName("robot"));
        iam.createUser(r -> r.userName("android"));

        assertThat(iam.listUsersPaginator(r -> r.maxItems(2)).users())
                .extracting(User::userName)
                .containsExactly("admin", "android", "robot");
    }

    @Test
    void saysSoWhenItCannotDoSomething() {
        Clients.expect("InvalidAction", 400, iam::listGroups);
    }

    private AccessKeyLastUsed lastUse(AccessKey key) {
        return iam.getAccessKeyLastUsed(r -> r.accessKeyId(key.accessKeyId())).accessKeyLastUsed();
    }

    private StsClient robot(AccessKey key) {
        return StsClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Clients.REGION)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
                .build();
    }
}
