package dev.levee.executor.session;

import dev.levee.schemas.AwsConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Read-only sessions, one an account, kept in memory until shortly before they expire.
public final class ScanSessions {

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final String NAME = "levee-scan";

    private final Map<Connection, Kept> sessions = new ConcurrentHashMap<>();
    private final Sts sts;
    private final InstantSource clock;

    public ScanSessions(Sts sts, InstantSource clock) {
        this.sts = sts;
        this.clock = clock;
    }

    /// A connection that its owner changes is another one.
    private record Connection(String role, String externalId) {
        static Connection of(AwsConnection connection) {
            return new Connection(connection.getScanRoleArn(), connection.getExternalId());
        }
    }

    public Opened open(AwsConnection connection) {
        Connection key = Connection.of(connection);
        return sessions.computeIfAbsent(key, _ -> new Kept()).open(key);
    }

    /// The next one to ask gets a new session.
    public void forget(AwsConnection connection) {
        sessions.remove(Connection.of(connection));
    }

    /// Forgets the sessions of other connections.
    void retain(Collection<AwsConnection> connections) {
        sessions.keySet().retainAll(connections.stream().map(Connection::of).collect(Collectors.toSet()));
    }

    void clear() {
        sessions.clear();
    }

    /// The session of one account; whoever comes while it is being opened waits for it.
    private final class Kept {

        private Opened.@Nullable Session session;
        private Instant useUntil = Instant.MIN;

        synchronized Opened open(Connection connection) {
            if (session != null && clock.instant().isBefore(useUntil)) {
                return session;
            }
            return switch (sts.assume(
                    connection.role(), connection.externalId(), NAME, Optional.empty(), LIFETIME, "")) {
                case Sts.Assumed.Session opened -> {
                    session = opened.session();
                    useUntil = opened.expires().minus(MARGIN);
                    yield opened.session();
                }
                case Sts.Assumed.No no -> no.why(connection.role(), Obstacle.SCAN_ROLE_REFUSED);
            };
        }
    }
}
