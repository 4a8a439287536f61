package dev.levee.sandbox.kafka;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A schema registry in a process of its own: Apicurio, asked through its Confluent-compatible API, in memory.
public final class LocalRegistry implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Process process;
    private final String url;
    private final Path log;

    private LocalRegistry(Process process, String url, Path log) {
        this.process = process;
        this.url = url;
        this.log = log;
    }

    /// Starts the process and returns at once; [#await()] says when it answers.
    ///
    /// @param folder for the process's log
    /// @param port 0 takes any free one
    public static LocalRegistry start(Path folder, int port) {
        List<Integer> free = Ports.free(2);
        int http = port == 0 ? free.getFirst() : Ports.claim(port, "the schema registry");
        Path log = folder.resolve("registry.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.http.host=localhost",
                        "-Dquarkus.http.port=" + http,
                        "-Dquarkus.management.port=" + free.getLast(),
                        "-Dquarkus.banner.enabled=false",
                        "-jar",
                        home().resolve("quarkus-run.jar").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL_OPTIONS"));
        try {
            Process process = builder.start();
            LocalRegistry registry =
                    new LocalRegistry(process, "http://localhost:%d/apis/ccompat/v7".formatted(http), log);
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "stop-registry"));
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the schema registry", e);
        }
    }

    /// Returns once the registry answers.
    ///
    /// @throws IllegalStateException if it ends or does not answer in time; the message names its log
    public LocalRegistry await() throws InterruptedException {
        Instant giveUp = Instant.now().plus(START);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest question = HttpRequest.newBuilder(URI.create(url + "/subjects"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            while (!answers(client, question)) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS) || Instant.now().isAfter(giveUp)) {
                    close();
                    throw new IllegalStateException("the schema registry did not start: see " + log);
                }
            }
        }
        return this;
    }

    /// For `schema.registry.url`.
    public String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static boolean answers(HttpClient client, HttpRequest question) throws InterruptedException {
        try {
            return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    /// The build unpacks the registry beside this module's classes.
    private static Path home() {
        try {
            File classes = new File(LocalRegistry.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path home = classes.toPath().resolveSibling("registry");
            if (!Files.exists(home.resolve("quarkus-run.jar"))) {
                throw new IllegalStateException(home + " is missing: build sandbox/local-kafka first");
            }
            return home;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
