package dev.levee.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationsServerTest {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Health health = Health.up();
    private final OperationsServer server;

    OperationsServerTest() throws IOException {
        server = OperationsServer.start(0, this::health, meters);
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @Test
    void isLiveAndReadyWhenTheServiceIs() throws Exception {
        health = Health.up(Map.of("partitions", "4", "lag", "0"));

        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready"))
                .returns(200, HttpResponse::statusCode)
                .returns("ok\nlag: 0\npartitions: 4\n", HttpResponse::body);
    }

    @Test
    void saysWhyItIsNotReadyWhileItLives() throws Exception {
        health = Health.notReady("the disk is full");

        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready"))
                .returns(503, HttpResponse::statusCode)
                .returns("not ok\nwhy: the disk is full\n", HttpResponse::body);
    }

    @Test
    void asksToBeRestartedWhenTheServiceIsDead() throws Exception {
        health = Health.dead("the consumer was fenced");

        assertThat(get("/health/live").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void asksForHealthOncePerRequest() throws Exception {
        get("/health/live");

        assertThat(asked).hasValue(1);
    }

    @Test
    void servesMetricsAsPrometheusReadsThem() throws Exception {
        meters.counter("levee.things", "topic", "levee.audit").increment(3);

        HttpResponse<String> metrics = get("/metrics");

        assertThat(metrics.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(metrics.body()).contains("levee_things_total{topic=\"levee.audit\"} 3.0");
    }

    @Test
    void namesTheVariableWhenItsPortIsTaken() {
        assertThatThrownBy(() -> OperationsServer.start(server.port(), this::health, meters))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(Integer.toString(server.port()))
                .hasMessageContaining("LEVEE_HTTP_PORT");
    }

    private Health health() {
        asked.incrementAndGet();
        return health;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:%d%s".formatted(server.port(), path));
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
