package dev.levee.executor.api;

import dev.levee.executor.api.command.CommandRoutes;
import dev.levee.executor.api.command.Intake;
import dev.levee.executor.api.command.Standings;
import dev.levee.executor.api.finding.FindingRoutes;
import dev.levee.executor.api.finding.Findings;
import dev.levee.executor.api.peer.Owners;
import dev.levee.executor.api.peer.Peers;
import dev.levee.executor.api.peer.Relay;
import dev.levee.executor.authority.CurrentState;
import dev.levee.executor.authority.CurrentTable;
import dev.levee.executor.manual.ManualOrders;
import dev.levee.rulebook.Rulebook;
import dev.levee.schemas.Registry;
import io.helidon.webserver.http.HttpService;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The API of this instance, together with what it keeps in memory to answer.
public final class Api implements AutoCloseable {

    private final Findings findings;
    private final Standings standings;
    private final Owners owners;
    private final List<HttpService> services;
    private final ApiServer server;

    private Api(Findings findings, Standings standings, Owners owners, List<HttpService> services, ApiServer server) {
        this.findings = findings;
        this.standings = standings;
        this.owners = owners;
        this.services = services;
        this.server = server;
    }

    /// Where the instances meet.
    ///
    /// @param kafka properties for any Kafka client
    /// @param group the consumer group of the instances
    public record Cluster(Map<String, Object> kafka, Registry registry, String group) {}

    /// Returns once it can answer.
    ///
    /// @throws dev.levee.service.ConfigurationException if the port cannot be had, or a file of the TLS not be used
    public static Api start(
            ApiConfig config,
            Cluster cluster,
            CurrentState state,
            Rulebook rulebook,
            ManualOrders orders,
            MeterRegistry meters) {
        Findings findings = new Findings(cluster.kafka(), cluster.registry(), state);
        Standings standings = new Standings(cluster.kafka(), cluster.registry());
        Owners owners = new Owners(cluster.kafka(), cluster.group(), config.advertisedUrl());
        try {
            findings.start(CurrentTable.PATIENCE);
            standings.start(CurrentTable.PATIENCE);
            Relay relay = new Relay(owners, new Peers(config::peerTls));
            Intake intake = new Intake(orders, InstantSource.system());
            List<HttpService> services = List.of(
                    new FindingRoutes(findings, rulebook, orders::objection),
                    new CommandRoutes(findings, standings, orders, relay, intake));
            return new Api(findings, standings, owners, services, ApiServer.start(config, services, meters));
        } catch (RuntimeException e) {
            close(findings, standings, owners);
            throw e;
        }
    }

    public int port() {
        return server.port();
    }

    /// What is served below `/v1`.
    List<HttpService> services() {
        return services;
    }

    /// Why it cannot answer truly any more.
    public Optional<Throwable> failure() {
        return findings.failure().or(standings::failure);
    }

    @Override
    public void close() {
        server.close();
        close(findings, standings, owners);
    }

    private static void close(Findings findings, Standings standings, Owners owners) {
        findings.close();
        standings.close();
        owners.close();
    }
}
