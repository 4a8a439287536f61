package dev.levee.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.lambda.FunctionRuntime.Call;
import dev.levee.sandbox.aws.lambda.FunctionRuntime.Outcome;
import dev.levee.sandbox.aws.lambda.FunctionRuntime.Program;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A Python process that has loaded one function. It loads the code with the first call, so that this has the cloud's
/// time, too.
final class PythonProcess implements FunctionRuntime.Process {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration MOST_FOR_LOADING = Duration.ofMinutes(1);
    private static final String ENDED = "";

    private final Path folder;
    private final Process process;
    private final BufferedWriter calls;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private boolean loaded;
    private volatile boolean closed;

    private PythonProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        this.calls = process.outputWriter(StandardCharsets.UTF_8);
        // A thread of the machine's own: reading from a pipe holds it.
        Thread.ofPlatform().daemon().name("function").start(this::read);
    }

    static PythonProcess start(Path python, Program program) {
        try {
            Path folder = Files.createTempDirectory("levee-function");
            for (Map.Entry<String, byte[]> file : program.files().entrySet()) {
                Path path = inside(folder, file.getKey());
                Files.createDirectories(Optional.ofNullable(path.getParent()).orElse(folder));
                Files.write(path, file.getValue());
            }
            Process process = builder(python, folder, program).start();
            return new PythonProcess(folder, process);
        } catch (IOException e) {
            throw new UncheckedIOException("the function's process does not start", e);
        }
    }

    private static ProcessBuilder builder(Path python, Path folder, Program program) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(python.toString(), "-B", "-c", bootstrap())
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(program.environment());
        environment.put("_HANDLER", program.handler());
        environment.put("LAMBDA_TASK_ROOT", folder.toString());
        environment.put("HOME", folder.toString());
        environment.put("TZ", "UTC");
        return builder;
    }

    @Override
    public Outcome call(Call call) {
        List<String> output = new ArrayList<>();
        if (!loaded) {
            Outcome loading = ask(JSON.createObjectNode().put("now", seconds(call.now())), MOST_FOR_LOADING);
            if (loading instanceof Outcome.Raised) {
                close();
                return loading;
            }
            output.addAll(loading.output());
            loaded = true;
        }
        ObjectNode line = JSON.createObjectNode()
                .put("now", seconds(call.now()))
                .put("request", call.requestId())
                .put("arn", call.functionArn())
                .put("millis", call.timeout().toMillis());
        line.set("event", call.event());
        Outcome outcome = ask(line, call.timeout());
        output.addAll(outcome.output());
        return switch (outcome) {
            case Outcome.Returned(JsonNode result, List<String> _) -> new Outcome.Returned(result, output);
            case Outcome.Raised(JsonNode error, List<String> _) -> new Outcome.Raised(error, output);
        };
    }

    @Override
    public boolean isAlive() {
        return !closed && process.isAlive(); // one that was told to end may live on for a moment
    }

    @Override
    public void close() {
        closed = true;
        process.destroyForcibly();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException _) {
            // A folder for temporary files is cleaned by the machine, too.
        }
    }

    private Outcome ask(JsonNode line, Duration most) {
        try {
            calls.write(line.toString());
            calls.newLine();
            calls.flush();
            String answer = answers.poll(most.toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null) {
                close();
                return failed("Sandbox.Timedout", "Task timed out after %.2f seconds".formatted(most.toMillis() / 1e3));
            }
            return answer.equals(ENDED) ? exited() : outcome(JSON.readTree(answer));
        } catch (IOException _) {
            return exited();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            close();
            return failed("Sandbox.Stopped", "The local AWS is shutting down");
        }
    }

    private static Outcome outcome(JsonNode answer) {
        List<String> output =
                answer.path("output").valueStream().map(JsonNode::asText).toList();
        return answer.has("error")
                ? new Outcome.Raised(answer.get("error"), output)
                : new Outcome.Returned(answer.path("result"), output);
    }

    private Outcome exited() {
        close();
        return failed("Runtime.ExitError", "Runtime exited without providing a reason");
    }

    private static Outcome failed(String type, String message) {
        JsonNode error =
                JsonNodeFactory.instance.objectNode().put("errorType", type).put("errorMessage", message);
        return new Outcome.Raised(error, List.of(message));
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(answers::add);
        } catch (IOException | UncheckedIOException _) {
            // The process is gone, which is told next.
        }
        answers.add(ENDED);
    }

    private static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }

    private static Path inside(Path folder, String name) {
        Path path = folder.resolve(name).normalize();
        if (!path.startsWith(folder)) {
            throw new IllegalArgumentException("a file of the function leaves its folder: " + name);
        }
        return path;
    }

    private static String bootstrap() throws IOException {
        try (InputStream file = PythonProcess.class.getResourceAsStream("bootstrap.py")) {
            if (file == null) {
                throw new IllegalStateException("there is no bootstrap.py");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
