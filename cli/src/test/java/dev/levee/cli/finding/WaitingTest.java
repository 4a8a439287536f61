package dev.levee.cli.finding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.levee.cli.environment.ApiAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Half a minute passes before each question.
class WaitingTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode ORDERED = standing("waiting");

    private final List<JsonNode> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-30T12:00:00Z");
    private int questions;

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer server;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FindingsApi api;

    @BeforeEach
    void listen() throws Exception {
        server = listener(0);
        api = new FindingsApi(new ApiAccess(
                URI.create("http://localhost:" + server.getAddress().getPort()), "token", SSLContext.getDefault()));
    }

    @AfterEach
    void close() {
        api.close();
        server.stop(0);
    }

    @Test
    void tellsEachStepOnceUpToTheOutcome() throws InterruptedException {
        JsonNode outcome = waiting().outcome(ORDERED, told::add);

        assertThat(outcome.path("ended").asBoolean()).isTrue();
        assertThat(told).extracting(step -> step.path("step").asText()).containsExactly("called", "ended");
    }

    @Test
    void givesUpAnOrderThatHasNotBegunInTime() {
        answerWith(404, "{}");

        assertThatThrownBy(() -> waiting().outcome(ORDERED, told::add))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("c-1")
                .hasMessageContaining("Look at the finding");
        assertThat(questions).isBetween(10, 12);
    }

    @Test
    void goesOnAskingWhileInstancesAreReplaced() throws InterruptedException {
        int port = server.getAddress().getPort();
        server.stop(0);

        Waiting waiting = new Waiting(api, () -> now, () -> {
            pass();
            if (questions == 3) {
                server = listener(port);
            }
        });

        assertThat(waiting.outcome(ORDERED, told::add).path("ended").asBoolean())
                .isTrue();
    }

    @Test
    void goesOnAskingAnInstanceThatCannotAnswerYet() throws InterruptedException {
        answerWith(503, "{\"detail\": \"the tables are being read\"}");

        Waiting waiting = new Waiting(api, () -> now, () -> {
            pass();
            if (questions == 3) {
                answerWith(200, standing("ended").toString());
            }
        });

        assertThat(waiting.outcome(ORDERED, told::add).path("ended").asBoolean())
                .isTrue();
    }

    @Test
    void givesUpWhenNobodyAnswersAnyMore() {
        server.stop(0);

        assertThatThrownBy(() -> waiting().outcome(ORDERED, told::add))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("does not answer")
                .hasMessageContaining("look at the finding");
        assertThat(questions).isBetween(4, 6);
    }

    private Waiting waiting() {
        return new Waiting(api, () -> now, this::pass);
    }

    private void pass() {
        now = now.plus(Duration.ofSeconds(30));
        questions++;
    }

    /// Tells `called` twice, then the outcome.
    private HttpServer listener(int port) {
        try {
            HttpServer listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            listener.createContext(
                    "/",
                    exchange -> answer(
                            exchange,
                            200,
                            standing(questions < 3 ? "called" : "ended").toString()));
            listener.start();
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answerWith(int status, String body) {
        server.removeContext("/");
        server.createContext("/", exchange -> answer(exchange, status, body));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static JsonNode standing(String step) {
        return JSON.createObjectNode().put("command", "c-1").put("step", step).put("ended", step.equals("ended"));
    }
}
