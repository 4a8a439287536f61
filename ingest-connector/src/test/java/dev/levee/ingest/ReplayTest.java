package dev.levee.ingest;

import static dev.levee.ingest.Samples.change;
import static dev.levee.ingest.Samples.eventBridge;
import static dev.levee.ingest.Samples.file;
import static dev.levee.ingest.Samples.heartbeat;
import static dev.levee.ingest.Samples.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.ingest.decode.Decoded;
import dev.levee.ingest.decode.Keep;
import dev.levee.sandbox.kafka.KafkaForTests;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.Topics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    private final List<CloudEvent> events = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void readsFoldersAtAnyDepthByName() throws IOException {
        Files.createDirectories(folder.resolve("2026/11"));
        Files.write(folder.resolve("2026/11/01.json.gz"), gzip(file(change("1"), change("2"))));
        Files.writeString(folder.resolve("2026/11/02.jsonl"), eventBridge(change("3")) + "\n" + change("4") + "\n");
        Files.writeString(folder.resolve("2026/12.json"), change("5"));
        Files.writeString(folder.resolve("README.md"), "not an event");

        Replay.Report report = replay(folder.toString());

        assertThat(events).extracting(CloudEvent::getId).containsExactly("1", "2", "3", "4", "5");
        assertThat(events.getFirst().getSource()).isEqualTo("file:01.json.gz");
        assertThat(report.files()).isEqualTo(3);
    }

    @Test
    void accountsForEveryRecord() throws IOException {
        Path trail = folder.resolve("trail.jsonl");
        Files.writeString(
                trail,
                String.join(
                        "\n",
                        change("1"),
                        with(change("2"), "readOnly", "true"),
                        with(change("3"), "errorCode", "\"AccessDenied\""),
                        eventBridge("EC2 Spot Instance Interruption Warning", "{}"),
                        "{\"broken\":",
                        change("6"),
                        heartbeat("7")));

        Replay.Report report = replay(trail.toString());

        assertThat(report.counts())
                .isEqualTo(new Counts(
                        7,
                        2,
                        0,
                        Map.of(Decoded.Cause.READ_ONLY, 1L, Decoded.Cause.FAILED, 1L),
                        Map.of(Decoded.Kind.OTHER_EVENT, 2L),
                        1,
                        0));
        assertThat(report.counts().accountedFor()).isEqualTo(report.counts().received());
        assertThat(report.problems()).singleElement().asString().startsWith("trail.jsonl:5: it is no JSON");
    }

    @Test
    void keepsWhatComesBeforeTheEndOfATruncatedFileAndGoesOnWithTheNext() throws IOException {
        byte[] whole = gzip(file(random("1"), random("2"), random("3")));
        Files.write(folder.resolve("a.json.gz"), Arrays.copyOf(whole, whole.length - whole.length / 4));
        Files.write(folder.resolve("b.json.gz"), gzip(change("4")));

        Replay.Report report = replay(folder.toString());

        assertThat(events).extracting(CloudEvent::getId).containsExactly("1", "2", "4");
        assertThat(report.problems())
                .singleElement()
                .asString()
                .startsWith("a.json.gz:1: it cannot be read to its end");
    }

    @Test
    void writesEventsAndDeadLettersToTheirTopics() throws IOException {
        Path trail = Files.writeString(folder.resolve("trail.jsonl"), change("1") + "\nbroken\n" + change("2"));
        String kafka = KafkaForTests.bootstrapServers();

        try (WrittenRecords written = new WrittenRecords(kafka, Topics.EVENTS.name());
                WrittenRecords deadLetters = new WrittenRecords(kafka, Topics.DEAD_LETTERS);
                Replay replay = Replay.to(Map.of("bootstrap.servers", kafka), Connectors.REGISTRY, Keep.CHANGES)) {
            Replay.Report report = replay.run(List.of(trail.toString()), _ -> {});

            assertThat(report.counts()).isEqualTo(new Counts(3, 2, 0, Map.of(), Map.of(), 1, 0));
            assertThat(written.events()).extracting(CloudEvent::getId).containsExactly("1", "2");
            assertThat(deadLetters.texts()).containsExactly("broken\n");
        }
    }

    @Test
    void readsAnyInputThatIsNoFile() {
        try (Replay replay = Replay.handingTo(events::add, Keep.CHANGES)) {
            replay.read("-", new ByteArrayInputStream(change("1").getBytes(UTF_8)), _ -> {});
        }

        assertThat(events).extracting(CloudEvent::getSource).containsExactly("file:-");
    }

    @Test
    void tellsHowFarItGot() throws IOException {
        Path trail = folder.resolve("trail.jsonl");
        Files.writeString(trail, (change("1") + "\n").repeat(2_500));
        List<Long> progress = new ArrayList<>();

        try (Replay replay = Replay.dryRun(Keep.CHANGES)) {
            replay.run(
                    List.of(trail.toString()),
                    step -> progress.add(step.counts().received()));
        }

        assertThat(progress).containsExactly(1_000L, 2_000L, 2_500L);
    }

    @Test
    void readsNothingWhenAFileIsMissing() throws IOException {
        Path trail = Files.writeString(folder.resolve("trail.json"), change("1"));

        assertThatThrownBy(() -> replay(trail.toString(), "missing.json"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage("missing.json");
        assertThat(events).isEmpty();
    }

    private Replay.Report replay(String... files) throws IOException {
        try (Replay replay = Replay.handingTo(events::add, Keep.CHANGES)) {
            return replay.run(List.of(files), _ -> {});
        }
    }

    /// A change that does not compress, so that a cut file is cut in its middle.
    private static String random(String id) {
        StringBuilder noise = new StringBuilder();
        new Random(id.hashCode()).ints(20_000, 'a', 'z').forEach(letter -> noise.append((char) letter));
        return with(change(id), "noise", '"' + noise.toString() + '"');
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
