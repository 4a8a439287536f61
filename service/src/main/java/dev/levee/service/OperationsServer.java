package dev.levee.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Serves what Kubernetes and Prometheus ask for: `/health/live`, `/health/ready` (200 or 503, with the reasons) and
/// `/metrics`.
public final class OperationsServer implements AutoCloseable {

    private final HttpServer server;

    private OperationsServer(HttpServer server) {
        this.server = server;
    }

    /// @param port 0 takes any free one
    /// @throws ConfigurationException if the port cannot be had
    public static OperationsServer start(int port, Supplier<Health> health, PrometheusMeterRegistry meters)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(port), 0);
        } catch (BindException e) {
            throw new ConfigurationException(List.of(
                    "port %d cannot be had (%s): set LEVEE_HTTP_PORT to another".formatted(port, e.getMessage())));
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health/live", exchange -> answer(exchange, health.get(), Health::live));
        server.createContext("/health/ready", exchange -> answer(exchange, health.get(), Health::ready));
        server.createContext(
                "/metrics",
                exchange -> send(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", meters.scrape()));
        server.start();
        return new OperationsServer(server);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, Health health, Predicate<Health> asked) throws IOException {
        boolean good = asked.test(health);
        String details = new TreeMap<>(health.details())
                .entrySet().stream()
                        .map(detail -> "%s: %s%n".formatted(detail.getKey(), detail.getValue()))
                        .collect(Collectors.joining());
        send(exchange, good ? 200 : 503, "text/plain; charset=utf-8", (good ? "ok\n" : "not ok\n") + details);
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
