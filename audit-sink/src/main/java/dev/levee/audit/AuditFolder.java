package dev.levee.audit;

import dev.levee.service.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The folder of the files, held by one process at a time: two would cut off each other's lines.
final class AuditFolder implements AutoCloseable {

    private final Path folder;
    private final FileChannel lock;
    private final Function<String, LineFiles> opener;
    private final Map<String, LineFiles> files = new HashMap<>();

    private AuditFolder(Path folder, FileChannel lock, Function<String, LineFiles> opener) {
        this.folder = folder;
        this.lock = lock;
        this.opener = opener;
    }

    /// @param fileBytes a file that has reached this size is followed by the next
    /// @throws ConfigurationException if the folder cannot be written to, or another process holds it
    static AuditFolder open(Path folder, long fileBytes, Clock clock) {
        try {
            Files.createDirectories(folder);
            FileChannel lock = lock(folder);
            LineFiles.cutTornLines(folder);
            return new AuditFolder(folder, lock, name -> new LineFiles(folder, name, fileBytes, clock));
        } catch (IOException e) {
            throw new ConfigurationException(
                    List.of("LEVEE_AUDIT_FOLDER=%s cannot be written to: %s".formatted(folder, e)));
        }
    }

    /// Returns once the lines are on the disk.
    ///
    /// @param name of the run of files
    void append(String name, List<String> lines) throws IOException {
        files.computeIfAbsent(name, opener).append(lines);
    }

    @Override
    public void close() throws IOException {
        for (LineFiles each : files.values()) {
            each.close();
        }
        lock.close();
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process.
        }
        channel.close();
        throw new ConfigurationException(
                List.of("LEVEE_AUDIT_FOLDER=%s is in use by another audit sink: give each its own".formatted(folder)));
    }
}
