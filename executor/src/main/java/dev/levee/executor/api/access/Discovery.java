package dev.levee.executor.api.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Where an issuer publishes its keys, by its OpenID Connect discovery document.
final class Discovery {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int OK = 200;

    private Discovery() {}

    /// @throws IOException if the document cannot be had, is another issuer's, or names no place that is safe
    static URI keysOf(URI issuer) throws IOException {
        URI place = URI.create(issuer.toString().replaceAll("/$", "") + "/.well-known/openid-configuration");
        JsonNode document = get(place);
        if (!document.path("issuer").asText().equals(issuer.toString())) {
            throw new IOException("it is of issuer " + document.path("issuer").asText());
        }
        URI keys = URI.create(document.path("jwks_uri").asText());
        if (!Oidc.safe(keys)) {
            throw new IOException("its jwks_uri is no https URL");
        }
        return keys;
    }

    private static JsonNode get(URI place) throws IOException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpResponse<byte[]> response = client.send(
                    HttpRequest.newBuilder(place).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != OK) {
                throw new IOException("%s answers %d".formatted(place, response.statusCode()));
            }
            return new ObjectMapper().readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
