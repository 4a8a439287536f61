package dev.levee.executor.api;

import dev.levee.executor.api.http.Exchange;
import dev.levee.executor.api.http.Gate;
import dev.levee.executor.api.http.Problem;
import dev.levee.executor.api.http.Problem.ProblemException;
import dev.levee.executor.api.http.RequestMeters;
import dev.levee.service.ConfigurationException;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves the API. What a request or an answer holds is never logged.
final class ApiServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ApiServer.class);
    private static final int MAX_HEADERS_BYTES = 32 * 1024;
    private static final int MAX_CONNECTIONS = 1_000;
    private static final int MAX_REQUESTS = 200;
    private static final Duration READ = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final WebServer server;
    private final Optional<CertificateRenewal> renewal;

    private ApiServer(WebServer server, Optional<CertificateRenewal> renewal) {
        this.server = server;
        this.renewal = renewal;
    }

    /// @throws ConfigurationException if the port cannot be had, or a file of the TLS not be used
    static ApiServer start(ApiConfig config, List<HttpService> services, MeterRegistry meters) {
        WebServerConfig.Builder builder = limits(WebServer.builder())
                .port(config.port())
                .routing(routing -> route(routing, config, services, meters));
        return switch (config) {
            case ApiConfig.Development _ -> {
                WebServer server = listen(builder.address(InetAddress.getLoopbackAddress()), config.port());
                yield new ApiServer(server, Optional.empty());
            }
            case ApiConfig.Secured secured -> {
                CertificateRenewal renewal = new CertificateRenewal(secured.tls());
                WebServer server =
                        listen(builder.host("0.0.0.0").tls(secured.tls().server()), config.port());
                renewal.start(server::reloadTls);
                yield new ApiServer(server, Optional.of(renewal));
            }
        };
    }

    int port() {
        return server.port();
    }

    /// Now, rather than within half a minute.
    void renewCertificates() {
        renewal.ifPresent(one -> one.look(server::reloadTls));
    }

    @Override
    public void close() {
        renewal.ifPresent(CertificateRenewal::close);
        server.stop();
    }

    /// Helidon logs why it cannot listen, and says so only when asked.
    private static WebServer listen(WebServerConfig.Builder builder, int port) {
        WebServer server = builder.build().start();
        if (!server.isRunning()) {
            throw new ConfigurationException(List.of("port %d cannot be had: stop what uses it, or set %s to another"
                    .formatted(port, ApiConfig.PORT.variable())));
        }
        return server;
    }

    @SuppressWarnings("removal") // without these two, TRACE would log bodies, and codes with them
    private static WebServerConfig.Builder limits(WebServerConfig.Builder builder) {
        return builder.shutdownHook(false)
                .shutdownGracePeriod(GRACE)
                .maxPayloadSize(Exchange.MAX_BODY_BYTES)
                .maxTcpConnections(MAX_CONNECTIONS)
                .maxConcurrentRequests(MAX_REQUESTS)
                .idleConnectionTimeout(IDLE)
                .connectionOptions(socket -> socket.readTimeout(READ))
                .addProtocol(Http1Config.builder()
                        .maxHeadersSize(MAX_HEADERS_BYTES)
                        .receiveLog(false)
                        .sendLog(false)
                        .build())
                .directHandlers(problems());
    }

    private static void route(
            HttpRouting.Builder routing, ApiConfig config, List<HttpService> services, MeterRegistry meters) {
        routing.addFilter(new RequestMeters(meters));
        routing.addFilter(new Gate(config.tokens()));
        services.forEach(service -> routing.register("/v1", service));
        routing.error(ProblemException.class, (_, response, e) -> send(response, e.problem()));
        routing.error(Exception.class, ApiServer::fail);
    }

    private static void send(ServerResponse response, Problem problem) {
        response.status(problem.status());
        response.header(HeaderNames.CONTENT_TYPE, Problem.TYPE);
        problem.headers().forEach((name, value) -> response.header(name, value));
        response.send(problem.json());
    }

    /// The exception's message may hold what the request held, so it stays here.
    private static void fail(ServerRequest request, ServerResponse response, Exception e) {
        if (e instanceof HttpException http) {
            send(response, Problem.of(http.status(), "the request cannot be served", "see docs/reference/api.yaml"));
            return;
        }
        log.atError()
                .addKeyValue("path", request.matchingPattern().orElse("none"))
                .addKeyValue("error", e.getClass().getName())
                .addKeyValue("at", e.getStackTrace().length == 0 ? "" : e.getStackTrace()[0])
                .log("request failed");
        send(
                response,
                Problem.of(
                        Status.INTERNAL_SERVER_ERROR_500,
                        "the request failed",
                        "try again; if that does not help, the executor's log says where it failed"));
    }

    /// For what goes wrong before routing: what the server itself would answer may quote the request.
    private static DirectHandlers problems() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        DirectHandler handler = (_, type, status, headers, _) -> DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, Problem.TYPE)
                .entity(Problem.of(status, "the request cannot be served", "see docs/reference/api.yaml")
                        .json())
                .keepAlive(type.keepAlive())
                .build();
        List.of(EventType.values()).forEach(type -> handlers.addHandler(type, handler));
        return handlers.build();
    }
}
