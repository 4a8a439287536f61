package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/// What the policies of keys let through.
class KeyPoliciesTest {

    private static final String ROLE = "operator";
    private static final String ROLE_ARN = "arn:aws:iam::111122223333:role/" + ROLE;
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}]}""";
    private static final String ACCOUNT_CHANGES_POLICY = """
            {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
             "Action": ["kms:PutKeyPolicy", "kms:GetKeyPolicy"], "Resource": "*"}""";

    private final LocalAws aws =
            LocalAws.builder().accounts(Clients.ACCOUNT, Clients.OTHER_ACCOUNT).start();
    private final IamClient iam = Clients.in(aws, IamClient.builder());
    private final KmsClient admin = Clients.in(aws, KmsClient.builder());

    @BeforeEach
    void createRole() {
        iam.createRole(r -> r.roleName(ROLE).assumeRolePolicyDocument(TRUST));
    }

    @AfterEach
    void close() {
        admin.close();
        iam.close();
        aws.close();
    }

    @Test
    void leaveItToTheAccountUnlessToldOtherwise() {
        String id = admin.createKey().keyMetadata().keyId();

        assertThat(admin.getKeyPolicy(r -> r.keyId(id)).policy())
                .contains("\"AWS\" : \"arn:aws:iam::111122223333:root\"", "\"kms:*\"");
        try (KmsClient operator = Clients.assuming(ROLE, aws, KmsClient.builder())) {
            assertThatThrownBy(() -> operator.describeKey(r -> r.keyId(id)))
                    .hasMessageContaining("because no identity-based policy allows the kms:DescribeKey action");
            allow("kms:DescribeKey");
            operator.describeKey(r -> r.keyId(id));
        }
    }

    @Test
    void letInWhomTheyNameWithoutAnyOtherPermission() {
        String id = create(statement("Allow", ROLE_ARN, "kms:DescribeKey"));

        try (KmsClient operator = Clients.assuming(ROLE, aws, KmsClient.builder())) {
            operator.describeKey(r -> r.keyId(id));
            expect("AccessDeniedException", 400, () -> operator.disableKey(r -> r.keyId(id)));
        }
    }

    @Test
    void keepOutWhoeverTheyDoNotNameEvenTheAdministrator() {
        String id = create(statement("Allow", ROLE_ARN, "kms:DescribeKey"));

        assertThatThrownBy(() -> admin.describeKey(r -> r.keyId(id)))
                .hasMessageContaining("because no resource-based policy allows the kms:DescribeKey action");
        admin.putKeyPolicy(r -> r.keyId(id).policy(policy(statement("Deny", "*", "kms:Get*"))));
        assertThatThrownBy(() -> admin.getKeyRotationStatus(r -> r.keyId(id)))
                .hasMessageContaining("with an explicit deny in a resource-based policy");
    }

    @Test
    void countForAKeyWhateverItIsCalled() {
        KeyMetadata key = admin.createKey().keyMetadata();
        admin.createAlias(r -> r.aliasName("alias/levee").targetKeyId(key.keyId()));
        iam.putRolePolicy(r -> r.roleName(ROLE).policyName("p").policyDocument(identity("kms:DescribeKey", key.arn())));

        try (KmsClient operator = Clients.assuming(ROLE, aws, KmsClient.builder())) {
            operator.describeKey(r -> r.keyId("alias/levee"));
            operator.describeKey(r -> r.keyId("arn:aws:kms:eu-west-1:111122223333:alias/levee"));
            expect("AccessDeniedException", 400, () -> operator.deleteAlias(r -> r.aliasName("alias/levee")));
        }
    }

    @Test
    void letOtherAccountsLook() {
        KeyMetadata own = admin.createKey().keyMetadata();
        KeyMetadata shared = admin.createKey(
                        r -> r.policy(policy(statement("Allow", "arn:aws:iam::444455556666:root", "kms:DescribeKey"))))
                .keyMetadata();

        try (KmsClient other = Clients.in(aws, KmsClient.builder(), Clients.OTHER_ACCOUNT, Region.EU_WEST_1)) {
            assertThat(other.describeKey(r -> r.keyId(shared.arn())).keyMetadata())
                    .isEqualTo(shared);
            expect("AccessDeniedException", 400, () -> other.describeKey(r -> r.keyId(own.arn())));
        }
    }

    @Test
    void areRefusedWhenTheyLockTheirAuthorOut() {
        String locked = """
                {"Version": "2012-10-17", "Statement": [%s]}""".formatted(statement("Allow", ROLE_ARN, "kms:*"));

        assertThatThrownBy(() -> admin.createKey(r -> r.policy(locked)))
                .hasMessageContaining("will not allow you to update the key policy in the future");
        admin.createKey(r -> r.policy(locked).bypassPolicyLockoutSafetyCheck(true));
    }

    @Test
    void areRefusedWhenTheyMakeNoSense() {
        String id = admin.createKey().keyMetadata().keyId();

        for (String policy : new String[] {"{", policy(statement("Allow", ROLE_ARN + "x", "kms:*"))}) {
            expect(
                    "MalformedPolicyDocumentException",
                    400,
                    () -> admin.putKeyPolicy(r -> r.keyId(id).policy(policy)));
        }
        expect(
                "NotFoundException",
                400,
                () -> admin.getKeyPolicy(r -> r.keyId(id).policyName("other")));
    }

    private String create(String statement) {
        return admin.createKey(r -> r.policy(policy(statement))).keyMetadata().keyId();
    }

    private void allow(String action) {
        iam.putRolePolicy(r -> r.roleName(ROLE).policyName("p").policyDocument(identity(action, "*")));
    }

    private static String identity(String action, String resource) {
        return """
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": "%s", "Resource": "%s"}]}""".formatted(action, resource);
    }

    private static String policy(String statement) {
        return """
                {"Version": "2012-10-17", "Statement": [%s, %s]}""".formatted(ACCOUNT_CHANGES_POLICY, statement);
    }

    private static String statement(String effect, String principal, String action) {
        return """
                {"Effect": "%s", "Principal": {"AWS": "%s"}, "Action": "%s", "Resource": "*"}""".formatted(effect, principal, action);
    }
}
