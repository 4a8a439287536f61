package dev.levee.sandbox.aws.lambda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs Python functions with a Python of this machine, whatever its version.
public final class PythonFunctions implements FunctionRuntime {

    private static final List<String> USUAL = List.of("python3", "/usr/bin/python3", "/usr/local/bin/python3");
    private static final String WHERE_IS_BOTO = "import boto3, sys; print(sys.executable)";

    private final Path python;

    private PythonFunctions(Path python) {
        this.python = python;
    }

    /// Empty when no Python 3 of this machine has boto3, which functions take for granted.
    public static Optional<PythonFunctions> find() {
        return USUAL.stream().flatMap(PythonFunctions::executable).findFirst().map(PythonFunctions::new);
    }

    @Override
    public boolean runs(String runtime) {
        return runtime.startsWith("python3.");
    }

    @Override
    public Process start(Program program) {
        return PythonProcess.start(python, program);
    }

    private static Stream<Path> executable(String command) {
        try {
            java.lang.Process process = new ProcessBuilder(command, "-c", WHERE_IS_BOTO)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean ended = process.waitFor(1, TimeUnit.MINUTES);
            return ended && process.exitValue() == 0 ? Stream.of(Path.of(printed)) : Stream.empty();
        } catch (IOException _) {
            return Stream.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Stream.empty();
        }
    }
}
