package dev.levee.executor.session;

import dev.levee.cloud.CloudApi;
import dev.levee.schemas.AwsConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Tries the way into an account link by link, so that what is broken shows as what it is. Nothing is kept: each look
/// asks the cloud anew. Changes nothing.
public final class Inspection {

    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final String NAME = "levee-verify";
    private static final String PURPOSE = "cmd/verify";

    private final Sts sts;
    private final InstantSource clock;

    public Inspection(Sts sts, InstantSource clock) {
        this.sts = sts;
        this.clock = clock;
    }

    /// What trying the scan role came to.
    public sealed interface Entry {

        /// @param ahead how far the cloud's clock is ahead of this machine's, to a second or two
        record Open(CloudApi reader, Duration ahead) implements Entry {}

        record Shut(Opened why) implements Entry {}
    }

    /// What is known of the codes before one is tried.
    public sealed interface Codes {

        /// The secret cannot be read.
        record Unreadable(Opened why) implements Codes {}

        /// The secret was read, and a code made from it is of no use.
        record Useless(Opened.Blocked why) implements Codes {}

        /// The role's tags cannot be read: only trying a code shows what it is worth.
        record Untold() implements Codes {}

        /// They should be accepted.
        record Good() implements Codes {}
    }

    public Entry scanRole(AwsConnection connection) {
        Sts.Assumed assumed = sts.assume(
                connection.getScanRoleArn(), connection.getExternalId(), NAME, Optional.empty(), LIFETIME, PURPOSE);
        return switch (assumed) {
            case Sts.Assumed.Session(Opened.Session session, Instant expires) ->
                new Entry.Open(session.api(), Duration.between(clock.instant(), expires.minus(LIFETIME)));
            case Sts.Assumed.No no -> new Entry.Shut(no.why(connection.getScanRoleArn(), Obstacle.SCAN_ROLE_REFUSED));
        };
    }

    /// @param reader the account's scan session
    public Codes codes(CloudApi reader, AwsConnection connection, String secretArn) {
        String role = connection.getRemediatorRoleArn();
        return switch (CodeKeys.read(reader, secretArn)) {
            case CodeKeys.Answer.No(Opened.Blocked blocked)
            when blocked.obstacle() == Obstacle.SECRET_UNUSABLE -> new Codes.Useless(blocked);
            case CodeKeys.Answer.No(Opened why) -> new Codes.Unreadable(why);
            case CodeKeys.Answer.Known(CodeKey known) -> {
                try (CodeKey key = known) {
                    Obstacle obstacle = Diagnosis.of(reader, role, key.check(), clock.instant());
                    yield switch (obstacle) {
                        case TRUST_REFUSED -> new Codes.Good();
                        case TRUST_UNEXPLAINED -> new Codes.Untold();
                        default -> new Codes.Useless(new Opened.Blocked(obstacle, role));
                    };
                }
            }
        };
    }
}
