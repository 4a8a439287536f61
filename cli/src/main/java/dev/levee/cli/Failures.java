package dev.levee.cli;

import dev.levee.sandbox.kafka.Ports;
import dev.levee.service.ConfigurationException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/// What went wrong, in one line that says what to mend.
final class Failures {

    private Failures() {}

    static String inOneLine(Throwable failure) {
        return switch (failure) {
            case CompletionException e when e.getCause() != null -> inOneLine(e.getCause());
            case ExecutionException e when e.getCause() != null -> inOneLine(e.getCause());
            case Ports.PortInUseException e -> e.getMessage() + ": stop what uses it, or choose another (--help)";
            case ConfigurationException e -> String.join("; ", e.problems());
            case IOException e
            when String.valueOf(e.getMessage()).contains("No space left") ->
                "the disk is full: free some space, or name a --folder on another disk";
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        };
    }
}
