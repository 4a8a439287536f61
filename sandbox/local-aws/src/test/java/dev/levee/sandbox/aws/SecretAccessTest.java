package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Who reads a secret: those whom its policy and the policy of its key let.
class SecretAccessTest {

    private static final String ROLE = "scan";
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}]}""";

    /// Reading is for the role only, through Secrets Manager only; writing is for the account.
    private static final String KEY_POLICY = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
               "Action": ["kms:PutKeyPolicy", "kms:DisableKey", "kms:EnableKey", "kms:ScheduleKeyDeletion"],
               "Resource": "*"},
              {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
               "Action": "kms:GenerateDataKey", "Resource": "*",
               "Condition": {"StringEquals": {"kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com"}}},
              {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
               "Action": "kms:Decrypt", "Resource": "*",
               "Condition": {"StringEquals": {
                 "kms:EncryptionContext:SecretVersionId": "RequestToValidateKeyAccess"}}},
              {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
               "Action": "kms:Decrypt", "Resource": "*",
               "Condition": {
                 "StringEquals": {"kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com"},
                 "ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/scan"}}}]}""";

    private final LocalAws aws = LocalAws.builder().start();
    private final IamClient iam = Clients.in(aws, IamClient.builder());
    private final KmsClient kms = Clients.in(aws, KmsClient.builder());
    private final SecretsManagerClient admin = Clients.in(aws, SecretsManagerClient.builder());
    private String key = "";
    private String secret = "";

    @BeforeEach
    void createSecret() {
        iam.createRole(r -> r.roleName(ROLE).assumeRolePolicyDocument(TRUST));
        key = kms.createKey(r -> r.policy(KEY_POLICY)).keyMetadata().arn();
        secret = admin.createSecret(r -> r.name("levee/otp").kmsKeyId(key).secretString("value"))
                .arn();
        allow("secretsmanager:GetSecretValue", secret);
    }

    @AfterEach
    void close() {
        admin.close();
        kms.close();
        iam.close();
        aws.close();
    }

    @Test
    void needsThePermissionOfTheKeyToo() {
        try (SecretsManagerClient scan = scan()) {
            assertThatThrownBy(() -> read(scan)).hasMessageContaining("Access to KMS is not allowed");
            allow("kms:Decrypt", key);
            assertThat(read(scan)).isEqualTo("value");
        }
    }

    @Test
    void isNotForAnAdministratorWhomTheKeyDoesNotLet() {
        assertThatThrownBy(() -> read(admin)).hasMessageContaining("Access to KMS is not allowed");
        expect("AccessDeniedException", 400, () -> read(admin));

        admin.putSecretValue(r -> r.secretId(secret).secretString("next"));
    }

    @Test
    void isNotForThoseWhomItsOwnPolicyDenies() {
        allow("kms:Decrypt", key);
        admin.putResourcePolicy(r -> r.secretId(secret).blockPublicPolicy(true).resourcePolicy("""
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "secretsmanager:GetSecretValue",
                   "Resource": "*",
                   "Condition": {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/scan"}}}]}"""));

        try (SecretsManagerClient scan = scan()) {
            assertThat(read(scan)).isEqualTo("value");
        }
        assertThatThrownBy(() -> read(admin)).hasMessageContaining("with an explicit deny in a resource-based policy");
    }

    @Test
    void isForThoseWhomItsOwnPolicyNames() {
        allow("kms:Decrypt", key);
        admin.putResourcePolicy(r -> r.secretId(secret).resourcePolicy(everybodyReads("""
                , "Condition": {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/scan"}}""")));
        iam.deleteRolePolicy(r -> r.roleName(ROLE).policyName("secretsmanager"));

        try (SecretsManagerClient scan = scan()) {
            assertThat(read(scan)).isEqualTo("value");
            admin.deleteResourcePolicy(r -> r.secretId(secret));
            assertThatThrownBy(() -> read(scan)).hasMessageContaining("because no identity-based policy allows");
        }
    }

    @Test
    void failsWhileTheKeyIsNotInUse() {
        allow("kms:Decrypt", key);

        try (SecretsManagerClient scan = scan()) {
            kms.disableKey(r -> r.keyId(key));
            expect("DecryptionFailure", 400, () -> read(scan));
            assertThatThrownBy(() -> read(scan)).hasMessageContaining("is disabled");
            expect(
                    "EncryptionFailure",
                    400,
                    () -> admin.putSecretValue(r -> r.secretId(secret).secretString("next")));
            kms.enableKey(r -> r.keyId(key));
            assertThat(read(scan)).isEqualTo("value");
            kms.scheduleKeyDeletion(r -> r.keyId(key));
            expect("DecryptionFailure", 400, () -> read(scan));
        }
    }

    @Test
    void isCheckedForTheSameSecretWhateverItIsCalled() {
        allow("kms:Decrypt", key);

        try (SecretsManagerClient scan = scan()) {
            for (String id : new String[] {"levee/otp", secret, secret.substring(0, secret.length() - 7)}) {
                assertThat(scan.getSecretValue(r -> r.secretId(id)).secretString())
                        .isEqualTo("value");
            }
        }
    }

    @Test
    void getsNoKeyThatItsOwnerCannotUse() {
        expect(
                "EncryptionFailure",
                400,
                () -> admin.createSecret(r -> r.name("other")
                        .kmsKeyId("00000000-0000-0000-0000-000000000000")
                        .secretString("value")));
        assertThatThrownBy(() -> admin.createSecret(r -> r.name("other")
                        .kmsKeyId(kms.createKey(k -> k.policy(KEY_POLICY.replace("GenerateDataKey", "Encrypt")))
                                .keyMetadata()
                                .keyId())))
                .hasMessageContaining("Access to KMS is not allowed");
    }

    @Test
    void changesWithAnotherKey() {
        admin.updateSecret(r -> r.secretId(secret).kmsKeyId("").description("on AWS's own key"));

        assertThat(read(admin)).isEqualTo("value");
        assertThat(admin.describeSecret(r -> r.secretId(secret)).description()).isEqualTo("on AWS's own key");
    }

    @Test
    void refusesAPolicyForEverybodyWhenAskedTo() {
        expect(
                "PublicPolicyException",
                400,
                () -> admin.putResourcePolicy(
                        r -> r.secretId(secret).blockPublicPolicy(true).resourcePolicy(everybodyReads(""))));
        assertThat(admin.validateResourcePolicy(r -> r.resourcePolicy(everybodyReads("")))
                        .policyValidationPassed())
                .isFalse();
        expect(
                "MalformedPolicyDocumentException",
                400,
                () -> admin.putResourcePolicy(r -> r.secretId(secret).resourcePolicy("{}")));
        assertThat(admin.getResourcePolicy(r -> r.secretId(secret)).resourcePolicy())
                .isNull();
    }

    private static String everybodyReads(String condition) {
        return """
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Principal": "*", "Action": "secretsmanager:GetSecretValue", "Resource": "*"%s}]}""".formatted(condition);
    }

    private String read(SecretsManagerClient reader) {
        return reader.getSecretValue(r -> r.secretId(secret)).secretString();
    }

    private SecretsManagerClient scan() {
        return Clients.assuming(ROLE, aws, SecretsManagerClient.builder());
    }

    private void allow(String action, String resource) {
        iam.putRolePolicy(r ->
                r.roleName(ROLE).policyName(action.split(":", 2)[0]).policyDocument("""
                        {"Version": "2012-10-17", "Statement": [
                          {"Effect": "Allow", "Action": "%s", "Resource": "%s"}]}""".formatted(action, resource)));
    }
}
