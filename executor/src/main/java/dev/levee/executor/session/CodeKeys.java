package dev.levee.executor.session;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.FailureKind;
import dev.levee.cloud.aws.Denial;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// Reads the key of an account's codes out of its secret.
final class CodeKeys {

    private static final String GET_SECRET = "secretsmanager:GetSecretValue";
    private static final Set<String> MISSING = Set.of("ResourceNotFoundException", "InvalidRequestException");
    private static final Set<String> KEY_UNUSABLE = Set.of(
            "DecryptionFailure",
            "DecryptionFailureException",
            "DisabledException",
            "KMSInvalidStateException",
            "KMSInvalidState");

    private CodeKeys() {}

    sealed interface Answer {

        /// The caller closes it.
        record Known(CodeKey key) implements Answer {}

        record No(Opened why) implements Answer {}
    }

    /// @param reader a session that may read the secret
    static Answer read(CloudApi reader, String secretArn) {
        CloudCall read = new CloudCall(
                GET_SECRET,
                regionOf(secretArn),
                JsonNodeFactory.instance.objectNode().put("SecretId", secretArn));
        return switch (reader.call(read)) {
            case CloudAnswer.Failure failure ->
                new Answer.No(obstacle(failure)
                        .<Opened>map(obstacle -> new Opened.Blocked(obstacle, secretArn))
                        .orElseGet(() -> new Opened.Failed(GET_SECRET, failure)));
            case CloudAnswer.Success success ->
                decode(success.document().path("SecretString").asText(), secretArn);
        };
    }

    private static Answer decode(String secret, String secretArn) {
        char[] text = secret.toCharArray();
        try {
            return new Answer.Known(CodeKey.ofBase32(text));
        } catch (IllegalArgumentException _) {
            return new Answer.No(new Opened.Blocked(Obstacle.SECRET_UNUSABLE, secretArn));
        } finally {
            Arrays.fill(text, '\0');
        }
    }

    private static Optional<Obstacle> obstacle(CloudAnswer.Failure failure) {
        if (KEY_UNUSABLE.contains(failure.code())) {
            return Optional.of(Obstacle.KEY_UNUSABLE);
        }
        if (MISSING.contains(failure.code())) {
            return Optional.of(Obstacle.SECRET_MISSING);
        }
        if (failure.kind() != FailureKind.ACCESS_DENIED) {
            return Optional.empty();
        }
        Denial denial = Denial.of(failure);
        if (denial.isOfTheOrganization()) {
            return Optional.of(Obstacle.ORGANIZATION_DENIED);
        }
        return Optional.of(denial == Denial.KEY ? Obstacle.KEY_DENIED : Obstacle.SECRET_DENIED);
    }

    /// `arn:aws:secretsmanager:<region>:<account>:secret:<name>`
    private static String regionOf(String secretArn) {
        String[] parts = secretArn.split(":", -1);
        return parts.length > 3 ? parts[3] : "";
    }
}
