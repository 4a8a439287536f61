package dev.levee.ingest;

import dev.levee.ingest.decode.Decoded;
import dev.levee.ingest.decode.Decoder;
import dev.levee.ingest.decode.Input;
import dev.levee.ingest.decode.Keep;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.Registry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Reads events out of files, as the connector reads them out of a queue: CloudTrail files, or anything else [Decoder]
/// knows, plain or gzipped, one document or many.
///
/// Nothing stops it but the end of the files: what cannot be read becomes a dead letter that names file and line.
public final class Replay implements AutoCloseable {

    /// Stands for the standard input among the files.
    public static final String STANDARD_INPUT = "-";

    private static final List<String> SUFFIXES =
            List.of(".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz");
    private static final int MOST_IN_FLIGHT = 2_000;
    private static final int PROGRESS_EVERY = 1_000;
    private static final int MOST_PROBLEMS = 20;
    private static final int BUFFER = 64 * 1024;

    private final Decoder decoder;
    private final Tally tally;
    private final Destination destination;
    private final Queue<CompletableFuture<Boolean>> inFlight = new ArrayDeque<>();
    private final List<String> problems = new ArrayList<>();
    private long filesRead;
    private long recordsRead;

    private Replay(Keep keep, Tally tally, Destination destination) {
        this.decoder = new Decoder(keep);
        this.tally = tally;
        this.destination = destination;
    }

    /// Writes to levee.events and levee.dead-letters.
    ///
    /// @param kafka properties for the producer
    public static Replay to(Map<String, Object> kafka, Registry registry, Keep keep) {
        Tally tally = new Tally();
        return new Replay(keep, tally, new KafkaDestination(kafka, registry, tally));
    }

    /// Writes nothing: hands each event over and counts as if it were written.
    public static Replay handingTo(Consumer<CloudEvent> consumer, Keep keep) {
        Tally tally = new Tally();
        return new Replay(keep, tally, Destination.handingTo(consumer, tally));
    }

    /// Writes nothing, counts as if it did.
    public static Replay dryRun(Keep keep) {
        return handingTo(_ -> {}, keep);
    }

    /// Reads the files one after the other; of a directory those that are named like events (`.json`, `.jsonl`,
    /// `.ndjson`, also with `.gz`), at any depth, by name.
    ///
    /// @param files paths, or [#STANDARD_INPUT]
    /// @param progress called now and then, and at the end of each file
    /// @return once everything is written, what became of it, since this replay was made
    /// @throws NoSuchFileException before anything is read, if one of the files is not there
    public Report run(List<String> files, Consumer<Progress> progress) throws IOException {
        for (String file : files) {
            if (!file.equals(STANDARD_INPUT) && !Files.exists(Path.of(file))) {
                throw new NoSuchFileException(file);
            }
        }
        for (String file : files) {
            if (file.equals(STANDARD_INPUT)) {
                read(STANDARD_INPUT, System.in, progress);
            } else {
                readPath(Path.of(file), progress);
            }
        }
        inFlight.forEach(CompletableFuture::join);
        inFlight.clear();
        return new Report(filesRead, tally.counts(), problems);
    }

    /// Reads one input, gzipped or not. Does not close it.
    void read(String name, InputStream bytes, Consumer<Progress> progress) {
        String source = "file:" + name;
        Consumer<Decoded> consumer = decoded -> {
            accept(decoded, name, source);
            if (++recordsRead % PROGRESS_EVERY == 0) {
                progress.accept(new Progress(name, tally.counts()));
            }
        };
        try {
            decoder.decode(unzipped(bytes), new Input(source, Instant.now()), consumer);
        } catch (IOException e) {
            consumer.accept(new Decoded.Malformed(1, new byte[0], "it cannot be read: " + e.getMessage()));
        }
        filesRead++;
        progress.accept(new Progress(name, tally.counts()));
    }

    @Override
    public void close() {
        destination.close();
    }

    private void readPath(Path path, Consumer<Progress> progress) throws IOException {
        if (Files.isDirectory(path)) {
            for (Path entry : entries(path)) {
                if (Files.isDirectory(entry) || SUFFIXES.stream().anyMatch(entry.toString()::endsWith)) {
                    readPath(entry, progress);
                }
            }
            return;
        }
        try (InputStream bytes = Files.newInputStream(path)) {
            read(String.valueOf(path.getFileName()), bytes, progress);
        }
    }

    private void accept(Decoded decoded, String name, String source) {
        if (decoded instanceof Decoded.Malformed bad && problems.size() < MOST_PROBLEMS) {
            problems.add("%s:%d: %s".formatted(name, bad.line(), bad.reason()));
        }
        CompletableFuture<Boolean> written = destination.write(ofThePast(decoded), source);
        if (!written.isDone()) {
            inFlight.add(written);
        }
        if (inFlight.size() > MOST_IN_FLIGHT) {
            inFlight.remove().join();
        }
    }

    /// A heartbeat in a file was one once: taken for a new one it would hide that the forwarding is silent now.
    private static Decoded ofThePast(Decoded decoded) {
        return decoded instanceof Decoded.Heartbeat
                ? new Decoded.Ignored(Decoded.Kind.OTHER_EVENT, "a heartbeat counts while it is fresh")
                : decoded;
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    /// Told by its first two bytes, whatever its name.
    private static InputStream unzipped(InputStream bytes) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(bytes, BUFFER);
        buffered.mark(2);
        boolean zipped = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return zipped ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }

    /// How far a replay got.
    ///
    /// @param file the file it is at
    public record Progress(String file, Counts counts) {}

    /// What became of everything.
    ///
    /// @param problems the first of the things that could not be used, as `file:line: reason`
    public record Report(long files, Counts counts, List<String> problems) {

        public Report {
            problems = List.copyOf(problems);
        }
    }
}
