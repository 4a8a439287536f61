package dev.levee.executor.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.FailureKind;
import dev.levee.schemas.AwsConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/// Opens a session for one fix: the role trusts Levee only together with the six digits of the moment, and the session
/// may do no more than the policy it is opened with.
///
/// The key of the codes is read anew each time and forgotten at once. Of two codes at most, the current and the one
/// before, each is tried once: the account's own clockwork may be a step behind.
public final class RemediatorSessions {

    private static final String GET_SECRET = "secretsmanager:GetSecretValue";
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private final OneTimeCodes codes = new OneTimeCodes();
    private final Sts sts;
    private final InstantSource clock;

    public RemediatorSessions(Sts sts, InstantSource clock) {
        this.sts = sts;
        this.clock = clock;
    }

    /// @param reader the account's scan session, which may read the secret
    /// @param policy the session policy
    /// @param command names the session, and ends up in the account's own trail
    public Opened open(CloudApi reader, AwsConnection connection, JsonNode policy, String command) {
        Optional<String> secret = connection.getSecretArn();
        if (secret.isEmpty()) {
            return new Opened.Misconfigured("the account's connection names no secret");
        }
        CloudCall read = new CloudCall(
                GET_SECRET,
                regionOf(secret.get()),
                JsonNodeFactory.instance.objectNode().put("SecretId", secret.get()));
        return switch (reader.call(read)) {
            case CloudAnswer.Failure failure -> new Opened.Failed(GET_SECRET, failure);
            case CloudAnswer.Success success ->
                openWith(success.document().path("SecretString").asText(), connection, policy, command);
        };
    }

    private Opened openWith(String secret, AwsConnection connection, JsonNode policy, String command) {
        CodeKey opened;
        char[] text = secret.toCharArray();
        try {
            opened = CodeKey.ofBase32(text);
        } catch (IllegalArgumentException e) {
            return new Opened.Misconfigured(String.valueOf(e.getMessage()));
        } finally {
            Arrays.fill(text, '\0');
        }
        try (CodeKey key = opened) {
            Instant now = clock.instant();
            Opened answer = assume(codes.at(now, key), connection, policy, command);
            return answer instanceof Opened.NotTrusted
                    ? assume(codes.at(now.minus(OneTimeCodes.STEP), key), connection, policy, command)
                    : answer;
        }
    }

    private Opened assume(String code, AwsConnection connection, JsonNode policy, String command) {
        Sts.Assumed assumed = sts.assume(
                connection.getRemediatorRoleArn(),
                connection.getExternalId() + "-" + code,
                "levee-" + command,
                Optional.of(policy),
                LIFETIME,
                "cmd/" + command);
        return switch (assumed) {
            case Sts.Assumed.Session opened -> opened.session();
            case Sts.Assumed.No(var failure)
            when failure.kind() == FailureKind.ACCESS_DENIED -> new Opened.NotTrusted();
            case Sts.Assumed.No(var failure) -> new Opened.Failed(Sts.ASSUME_ROLE, failure);
        };
    }

    /// `arn:aws:secretsmanager:<region>:<account>:secret:<name>`
    private static String regionOf(String secretArn) {
        String[] parts = secretArn.split(":", -1);
        return parts.length > 3 ? parts[3] : "";
    }
}
