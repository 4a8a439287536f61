package dev.levee.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run of files such as `levee.audit-20261121T093000.000Z.jsonl`, named after the moment they were begun: one for
/// every start, day (UTC) and so many bytes. No name is used twice, so a file can be taken away once it is shipped.
final class LineFiles implements AutoCloseable {

    private static final String SUFFIX = ".jsonl";
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final String name;
    private final long fileBytes;
    private final Clock clock;
    private @Nullable Current current;

    LineFiles(Path folder, String name, long fileBytes, Clock clock) {
        this.folder = folder;
        this.name = name;
        this.fileBytes = fileBytes;
        this.clock = clock;
    }

    /// Cuts off what a crash left of a line at the end of a file: it was never committed, so it comes again.
    static void cutTornLines(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path each : files) {
                try (FileChannel file = FileChannel.open(each, READ, WRITE)) {
                    file.truncate(endOfLastLine(file));
                }
            }
        }
    }

    /// Returns once the lines are on the disk. If it throws, none of them counts, and it may be called again.
    void append(List<String> lines) throws IOException {
        fileWithRoom().append(ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(UTF_8)));
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            Current last = current;
            current = null;
            last.close();
        }
    }

    private Current fileWithRoom() throws IOException {
        Instant now = clock.instant();
        if (current != null && current.takesMore(dayOf(now), fileBytes)) {
            return current;
        }
        close();
        Current begun = begin(now);
        current = begun;
        return begun;
    }

    private Current begin(Instant moment) throws IOException {
        Path path = folder.resolve(name + "-" + MOMENT.format(moment) + SUFFIX);
        try {
            FileChannel channel = FileChannel.open(path, CREATE_NEW, WRITE);
            try (FileChannel entries = FileChannel.open(folder, READ)) {
                entries.force(true);
            }
            return new Current(path, dayOf(moment), channel);
        } catch (FileAlreadyExistsException e) {
            return begin(moment.plusMillis(1));
        }
    }

    private static LocalDate dayOf(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }

    private static long endOfLastLine(FileChannel file) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        for (long end = file.size(); end > 0; end--) {
            file.read(last.clear(), end - 1);
            if (last.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }

    private static final class Current implements AutoCloseable {

        private final Path path;
        private final LocalDate day;
        private final FileChannel channel;
        /// Bytes of whole lines; whatever stands behind them is left of a write that failed.
        private long whole;

        Current(Path path, LocalDate day, FileChannel channel) {
            this.path = path;
            this.day = day;
            this.channel = channel;
        }

        /// A file that somebody took away takes nothing more: the lines would be gone with it.
        boolean takesMore(LocalDate today, long fileBytes) {
            return today.equals(day) && whole < fileBytes && Files.exists(path);
        }

        void append(ByteBuffer lines) throws IOException {
            channel.truncate(whole).position(whole);
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
            channel.force(true);
            whole = channel.position();
        }

        @Override
        public void close() throws IOException {
            try (channel) {
                channel.truncate(whole);
            }
        }
    }
}
