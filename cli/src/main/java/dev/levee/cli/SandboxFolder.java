package dev.levee.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/// Where a sandbox keeps its files while it runs, and for looking at afterwards.
final class SandboxFolder {

    private static final long NEEDED = 512L * 1024 * 1024;

    private SandboxFolder() {}

    /// Empties the folder, which nobody but a sandbox may use, and sends the logs there.
    ///
    /// @throws IllegalStateException if it is no sandbox's folder, or the disk has no room
    static Path prepare(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path mark = absolute.resolve(".levee-sandbox");
        try {
            if (Files.exists(absolute) && !Files.exists(mark) && !isEmpty(absolute)) {
                throw new IllegalStateException(
                        absolute + " is not a sandbox's folder and is not empty: name another --folder");
            }
            delete(absolute);
            Files.createDirectories(absolute);
            if (Files.getFileStore(absolute).getUsableSpace() < NEEDED) {
                throw new IllegalStateException("the disk of %s has less than %d MB left: free some space, or name a"
                                .formatted(absolute, NEEDED >> 20)
                        + " --folder on another disk");
            }
            Files.createFile(mark);
        } catch (IOException e) {
            throw new UncheckedIOException(absolute + " cannot be used: " + e.getMessage(), e);
        }
        logInto(absolute);
        return absolute;
    }

    /// Whoever has logged before: the terminal belongs to the view from now on.
    private static void logInto(Path folder) {
        LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
        logs.reset();
        logs.putProperty("levee.logs", folder.toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(logs);
        try {
            configurator.doConfigure(Objects.requireNonNull(SandboxFolder.class.getResource("/logback-sandbox.xml")));
        } catch (JoranException e) {
            throw new IllegalStateException("logback-sandbox.xml cannot be used", e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
