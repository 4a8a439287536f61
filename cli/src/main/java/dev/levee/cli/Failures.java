package dev.levee.cli;

import dev.levee.sandbox.kafka.Ports;
import dev.levee.service.ConfigurationException;
import java.util.List;
import java.util.Optional;

/// What went wrong, in lines that say what to mend.
final class Failures {

    private Failures() {}

    static List<String> lines(Throwable failure) {
        return switch (failure) {
            case Ports.PortInUseException e ->
                List.of(e.getMessage() + ": stop what uses it, or choose another (--help)");
            case ConfigurationException e -> e.problems();
            default -> List.of(because(failure));
        };
    }

    /// The failure's message, and those of its causes where they say more.
    private static String because(Throwable failure) {
        String message = Optional.ofNullable(failure.getMessage())
                .orElse(failure.getClass().getSimpleName())
                .replaceAll("\\s+", " ");
        Throwable cause = failure.getCause();
        if (cause == null) {
            return message.contains("No space left")
                    ? "the disk is full: free some space, or name a --folder on another disk"
                    : message;
        }
        return message.contains(String.valueOf(cause.getMessage())) ? because(cause) : message + ": " + because(cause);
    }
}
