package dev.levee.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every test runs a process: what counts is its exit code and what it prints.
class ServiceMainTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Map<String, String> RUNS = Map.of(
            "LEVEE_KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
            "LEVEE_REGISTRY_URL", "http://registry:8081",
            "LEVEE_HTTP_PORT", "0",
            "LEVEE_FATE", "runs");

    @TempDir
    private Path folder;

    private final List<Process> children = new ArrayList<>();

    @AfterEach
    void end() {
        children.forEach(Process::destroyForcibly);
    }

    @Test
    void endsWithZeroWhenStoppedAndClosesGracefully() throws Exception {
        Process child = start(RUNS);
        await().atMost(LONG).until(() -> printed().contains("service started"));

        child.destroy();

        assertThat(exitCode(child)).isZero();
        assertThat(printed()).contains("closed");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void endsWithOneWhenItCannotStart() throws Exception {
        Process child = start(with("LEVEE_FATE", "cannot-start"));

        assertThat(exitCode(child)).isEqualTo(1);
        assertThat(complaints()).containsExactly("child: nobody answers at broker:9092");
        assertThat(printed()).contains("closed");
    }

    @Test
    void endsWithOneWhenTheServiceDies() throws Exception {
        Process child = start(with("LEVEE_FATE", "dies"));

        assertThat(exitCode(child)).isEqualTo(1);
        assertThat(complaints()).containsExactly("child: died: the consumer was fenced");
        assertThat(printed()).contains("closed");
    }

    @Test
    void endsWithTwoWhenWronglyConfigured() throws Exception {
        Process child = start(
                Map.of("LEVEE_FATE", "unknown", "LEVEE_HTTP_PORT", "0", "LEVEE_REGISTRY_URL", "http://registry:8081"));

        assertThat(exitCode(child)).isEqualTo(2);
        assertThat(complaints())
                .containsExactly(
                        "child: LEVEE_FATE=unknown is not usable: expected one of runs, cannot-start, dies",
                        "child: LEVEE_KAFKA_BOOTSTRAP_SERVERS is missing: Where Kafka is, e.g."
                                + " broker-1:9092,broker-2:9092.");
    }

    @Test
    void listsEverySettingWhenAskedForHelp() throws Exception {
        Process child = start(Map.of(), "--help");

        assertThat(exitCode(child)).isZero();
        assertThat(printed())
                .contains("LEVEE_KAFKA_BOOTSTRAP_SERVERS", "LEVEE_REGISTRY_URL", "LEVEE_HTTP_PORT", "LEVEE_LOG_LEVEL")
                .contains("LEVEE_FATE", "one of runs, cannot-start, dies; required");
    }

    @Test
    void logsOneJsonObjectALine() throws Exception {
        Process child = start(RUNS);
        await().atMost(LONG).until(() -> printed().contains("service started"));
        child.destroy();
        exitCode(child);

        ObjectMapper json = new ObjectMapper();
        List<JsonNode> lines = printed().lines().map(line -> tree(json, line)).toList();

        assertThat(lines).isNotEmpty().allMatch(JsonNode::isObject);
        assertThat(lines)
                .filteredOn(line -> line.path("level").asText().equals("WARN"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("formattedMessage").asText()).isEqualTo("a message\nof 2 lines");
                    assertThat(line.path("kvpList").toString())
                            .isEqualTo("[{\"resource\":\"arn:aws:s3:::\\\"logs\\\"\"},{\"partition\":\"3\"}]");
                    assertThat(line.path("throwable").path("message").asText()).isEqualTo("first line\nsecond line");
                });
    }

    private static JsonNode tree(ObjectMapper json, String line) {
        try {
            return json.readTree(line);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }

    private static Map<String, String> with(String variable, String value) {
        Map<String, String> variables = new HashMap<>(RUNS);
        variables.put(variable, value);
        return variables;
    }

    private Process start(Map<String, String> variables, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildMain.class.getName())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().removeIf(name -> name.startsWith("LEVEE_") || name.startsWith("JAVA_TOOL"));
        builder.environment().putAll(variables);
        Process child = builder.start();
        children.add(child);
        return child;
    }

    private static int exitCode(Process child) throws InterruptedException {
        assertThat(child.waitFor(LONG.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        return child.exitValue();
    }

    private String printed() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    private List<String> complaints() throws IOException {
        return Files.readAllLines(folder.resolve("err"));
    }
}
