package dev.levee.cli.finding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.cli.environment.ApiAccess;
import dev.levee.service.ConfigurationException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/// The executor's API as its caller sees it.
final class FindingsApi implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int NOT_FOUND = 404;
    private static final Set<Integer> UNAVAILABLE = Set.of(502, 503, 504);
    private static final int BAD_REQUEST = 400;

    private final ApiAccess access;
    private final HttpClient client;

    FindingsApi(ApiAccess access) {
        this.access = access;
        this.client = HttpClient.newBuilder()
                .sslContext(access.tls())
                .connectTimeout(CONNECT)
                .build();
    }

    /// Every page of them, the worst first.
    List<JsonNode> list(Map<String, List<String>> filters) throws IOException, InterruptedException {
        String query = filters.entrySet().stream()
                .filter(filter -> !filter.getValue().isEmpty())
                .map(filter -> "&%s=%s".formatted(filter.getKey(), encoded(String.join(",", filter.getValue()))))
                .collect(Collectors.joining("", "/v1/findings?limit=500", ""));
        List<JsonNode> findings = new ArrayList<>();
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            JsonNode page = answer(get(query + after.get()));
            page.path("findings").forEach(findings::add);
            after = Optional.ofNullable(page.get("next")).map(next -> "&after=" + next.asText());
        }
        return findings;
    }

    JsonNode show(String id) throws IOException, InterruptedException {
        return answer(get(path(id)));
    }

    /// @param code wiped
    JsonNode remediate(String id, char[] code, JsonNode inputs) throws IOException, InterruptedException {
        byte[] body = body(code, inputs);
        try {
            return answer(send(request(path(id) + "/remediate")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))));
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    /// Empty while nothing is known of it.
    ///
    /// @throws IOException if the API cannot answer now, and may again later
    Optional<JsonNode> command(String id) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = get("/v1/commands/" + encoded(id));
        if (UNAVAILABLE.contains(response.statusCode())) {
            throw new IOException(problem(response).path("detail").asText("the API cannot answer now"));
        }
        return response.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(answer(response));
    }

    @Override
    public void close() {
        client.close();
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(access.url().toString().replaceAll("/$", "") + path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + access.token());
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw wrong("does not answer: check LEVEE_API_URL, and that the executor runs with LEVEE_API_PORT set");
        } catch (SSLException e) {
            throw wrong(("speaks TLS that fails (%s): if its authority is not known here, set LEVEE_API_CA; if it asks"
                            + " for a certificate, set LEVEE_API_CLIENT_CERTIFICATE and LEVEE_API_CLIENT_KEY")
                    .formatted(e.getMessage()));
        }
    }

    private static JsonNode answer(HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() < BAD_REQUEST) {
            return JSON.readTree(response.body());
        }
        JsonNode problem = problem(response);
        throw new RefusedException(
                problem.has("detail")
                        ? "%s: %s"
                                .formatted(
                                        problem.path("detail").asText(),
                                        problem.path("mend").asText())
                        : "the API answers %d: check LEVEE_API_URL".formatted(response.statusCode()));
    }

    private static JsonNode problem(HttpResponse<byte[]> response) throws IOException {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private ConfigurationException wrong(String what) {
        return new ConfigurationException(List.of("the API at %s %s".formatted(access.url(), what)));
    }

    private static byte[] body(char[] code, JsonNode inputs) {
        byte[] start = "{\"code\": \"".getBytes(UTF_8);
        byte[] end = "\", \"inputs\": %s}".formatted(inputs).getBytes(UTF_8);
        byte[] body = new byte[start.length + code.length + end.length];
        System.arraycopy(start, 0, body, 0, start.length);
        for (int n = 0; n < code.length; n++) {
            body[start.length + n] = (byte) code[n];
        }
        System.arraycopy(end, 0, body, start.length + code.length, end.length);
        Arrays.fill(code, '\0');
        return body;
    }

    private static String path(String id) {
        return "/v1/findings/" + encoded(id);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
