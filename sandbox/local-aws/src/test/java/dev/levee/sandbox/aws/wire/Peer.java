package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.levee.sandbox.aws.AwsFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A server of one sort of answer, which keeps what it was asked.
final class Peer implements AutoCloseable {

    private final Protocols protocols;
    private final HttpServer server;
    private final BlockingQueue<Protocol.Decoded> received = new LinkedBlockingQueue<>();
    private volatile String service = "";
    private volatile JsonNode response = JsonNodeFactory.instance.objectNode();

    Peer(Protocols protocols) {
        this.protocols = protocols;
        try {
            System.setProperty("sun.net.httpserver.nodelay", "true");
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    void answerWith(String service, JsonNode response) {
        this.service = service;
        this.response = response;
        received.clear();
    }

    Protocol.Decoded received() {
        return Objects.requireNonNull(received.poll(), "no request arrived");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, List<String>> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            HttpMessage message = new HttpMessage(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""),
                    headers,
                    exchange.getRequestBody().readAllBytes());
            Reply reply = reply(message);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            exchange.getResponseBody().write(reply.body());
        }
    }

    private Reply reply(HttpMessage message) {
        Protocol protocol = protocols.of(service);
        try {
            Protocol.Decoded decoded = protocol.decode(message);
            received.add(decoded);
            return protocol.success(message, decoded.operation(), response, "request-1");
        } catch (AwsFault fault) {
            return protocol.failure(message, fault, "request-1");
        }
    }
}
