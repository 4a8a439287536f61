package dev.levee.sandbox.aws.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.kms.KeyUses;
import dev.levee.sandbox.aws.policy.Context;
import java.util.List;
import java.util.function.UnaryOperator;

/// Lets secrets be read and written by those who may use their keys. A secret without a key has AWS's own.
///
/// Source: Secrets Manager User Guide, "Secret encryption and decryption".
final class SecretKeys {

    static final String KEY = "KmsKeyId";

    private static final String DECRYPT = "kms:Decrypt";
    private static final String ENCRYPT = "kms:GenerateDataKey";
    private static final String TRIAL = "RequestToValidateKeyAccess";

    private final KeyUses keys;

    SecretKeys(KeyUses keys) {
        this.keys = keys;
    }

    void decrypt(JsonNode secret, String version, Request request) {
        use(
                secret,
                List.of(DECRYPT),
                context(secret.path("ARN").asText(), version),
                request,
                SecretKeys::decryptionFailure);
    }

    void encrypt(JsonNode secret, String version, Request request) {
        use(secret, List.of(ENCRYPT), context(secret.path("ARN").asText(), version), request, _ -> encryptionFailure());
    }

    /// What is done once with a key that a secret is given.
    void tryOut(JsonNode secret, Request request) {
        use(secret, List.of(ENCRYPT, DECRYPT), context(TRIAL, TRIAL), request, _ -> encryptionFailure());
    }

    private void use(
            JsonNode secret,
            List<String> actions,
            Context context,
            Request request,
            UnaryOperator<AwsFault> otherwise) {
        String key = secret.path(KEY).asText("");
        if (key.isEmpty()) {
            return;
        }
        KeyUses.Use use = new KeyUses.Use(key, request.account(), request.region(), "secretsmanager");
        keys.refusal(request, use, actions, context).ifPresent(refusal -> {
            throw KeyUses.isDenial(refusal)
                    ? new AwsFault("AccessDeniedException", 400, "Access to KMS is not allowed")
                    : otherwise.apply(refusal);
        });
    }

    private static AwsFault decryptionFailure(AwsFault ofKms) {
        return new AwsFault(
                "DecryptionFailure",
                400,
                "Secrets Manager can't decrypt the secret value: %s (Service: AWSKMS; Status Code: %d; Error Code: %s)"
                        .formatted(ofKms.text(), ofKms.status(), ofKms.code()));
    }

    private static AwsFault encryptionFailure() {
        return new AwsFault(
                "EncryptionFailure",
                400,
                "Secrets Manager can't encrypt the protected secret text using the provided KMS key. Check that the KMS"
                        + " key is available, enabled, and not in an invalid state.");
    }

    private static Context context(String arn, String version) {
        return Context.empty()
                .with("kms:EncryptionContext:SecretARN", arn)
                .with("kms:EncryptionContext:SecretVersionId", version)
                .with("kms:EncryptionContextKeys", List.of("SecretARN", "SecretVersionId"));
    }
}
