package dev.levee.executor.api;

import dev.levee.executor.api.finding.FindingRoutes;
import dev.levee.executor.api.finding.Findings;
import dev.levee.executor.authority.CurrentState;
import dev.levee.rulebook.Rulebook;
import dev.levee.schemas.Registry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The API of this instance, together with what it keeps in memory to answer.
public final class Api implements AutoCloseable {

    private static final Duration TABLES = Duration.ofMinutes(1);

    private final Findings findings;
    private final ApiServer server;

    private Api(Findings findings, ApiServer server) {
        this.findings = findings;
        this.server = server;
    }

    /// Returns once it can answer.
    ///
    /// @throws dev.levee.service.ConfigurationException if the port cannot be had, or a file of the TLS not be used
    public static Api start(
            ApiConfig config, Map<String, Object> kafka, Registry registry, CurrentState state, Rulebook rulebook) {
        Findings findings = new Findings(kafka, registry, state);
        try {
            findings.start(TABLES);
            return new Api(
                    findings,
                    ApiServer.start(
                            config,
                            List.of(new FindingRoutes(
                                    findings,
                                    rulebook,
                                    _ -> Optional.of("this API does not have findings fixed yet")))));
        } catch (RuntimeException e) {
            findings.close();
            throw e;
        }
    }

    public int port() {
        return server.port();
    }

    /// Why it cannot answer truly any more.
    public Optional<RuntimeException> failure() {
        return findings.failure();
    }

    @Override
    public void close() {
        server.close();
        findings.close();
    }
}
