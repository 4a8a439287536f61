package dev.levee.executor.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.cloud.CloudApi;
import dev.levee.schemas.AwsConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Opens a session for one fix: the role trusts Levee only together with the code of the moment, and the session may
/// do no more than the policy it is opened with.
///
/// The key of the codes is read anew each time and forgotten at once. Of two codes at most each is tried once, see
/// [OneTimeCodes#toTry]: either clock may be off, a rotation may be late, and a change of a trust policy takes a
/// while to spread.
public final class RemediatorSessions {

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
    public Opened open(CloudApi reader, AwsConnection connection, JsonNode policy, String command, CodeSource source) {
        return switch (source) {
            case CodeSource.Secret _ -> openBySecret(reader, new Attempt(connection, policy, command));
            case CodeSource.Typed typed ->
                typed.take()
                        .map(code -> new Attempt(connection, policy, command).with(code, Obstacle.CODE_REFUSED))
                        .orElseGet(() -> noCode(connection));
            case CodeSource.Absent _ -> noCode(connection);
        };
    }

    private Opened openBySecret(CloudApi reader, Attempt attempt) {
        Optional<String> arn = attempt.connection.getSecretArn();
        if (arn.isEmpty()) {
            return new Opened.Blocked(Obstacle.NO_SECRET, attempt.role());
        }
        return switch (CodeKeys.read(reader, arn.get())) {
            case CodeKeys.Answer.No(var why) -> why;
            case CodeKeys.Answer.Known(CodeKey known) -> {
                try (CodeKey key = known) {
                    yield openWith(key, reader, attempt);
                }
            }
        };
    }

    private Opened openWith(CodeKey key, CloudApi reader, Attempt attempt) {
        Instant now = clock.instant();
        for (Instant step : OneTimeCodes.toTry(now)) {
            Opened opened = attempt.with(codes.at(step, key), Obstacle.TRUST_REFUSED);
            if (!(opened instanceof Opened.Blocked(Obstacle obstacle, String _)
                    && obstacle == Obstacle.TRUST_REFUSED)) {
                return opened;
            }
        }
        return new Opened.Blocked(Diagnosis.of(reader, attempt.role(), key.check(), now), attempt.role());
    }

    private static Opened noCode(AwsConnection connection) {
        return new Opened.Blocked(Obstacle.NO_CODE, connection.getRemediatorRoleArn());
    }

    private final class Attempt {

        private final AwsConnection connection;
        private final JsonNode policy;
        private final String command;

        Attempt(AwsConnection connection, JsonNode policy, String command) {
            this.connection = connection;
            this.policy = policy;
            this.command = command;
        }

        String role() {
            return connection.getRemediatorRoleArn();
        }

        /// @param otherwise the obstacle when the role's trust says no
        Opened with(String code, Obstacle otherwise) {
            Sts.Assumed assumed = sts.assume(
                    role(),
                    connection.getExternalId() + "-" + code,
                    "levee-" + command,
                    Optional.of(policy),
                    LIFETIME,
                    "cmd/" + command);
            return switch (assumed) {
                case Sts.Assumed.Session opened -> opened.session();
                case Sts.Assumed.No no -> no.why(role(), otherwise);
            };
        }
    }
}
