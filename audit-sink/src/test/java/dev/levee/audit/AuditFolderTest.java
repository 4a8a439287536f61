package dev.levee.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.service.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFolderTest {

    private static final long MEGABYTE = 1024 * 1024;

    private final TurnableClock clock = new TurnableClock(Instant.parse("2026-11-21T23:30:00Z"));

    @TempDir
    private Path folder;

    @Test
    void keepsARunOfFilesForEachName() throws IOException {
        try (AuditFolder audit = open(MEGABYTE)) {
            audit.append("levee.audit", List.of("{\"a\":1}", "{\"a\":2}"));
            audit.append("levee.snapshots", List.of("{\"s\":1}"));
            audit.append("levee.audit", List.of("{\"a\":3}"));
        }

        assertThat(folder.resolve("levee.audit-20261121T233000.000Z.jsonl"))
                .hasContent("{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
        assertThat(folder.resolve("levee.snapshots-20261121T233000.000Z.jsonl")).hasContent("{\"s\":1}\n");
    }

    @Test
    void beginsAFileWhenOneIsFull() throws IOException {
        try (AuditFolder audit = open(10)) {
            audit.append("levee.audit", List.of("{\"a\":1}"));
            audit.append("levee.audit", List.of("{\"a\":2}"));
            audit.append("levee.audit", List.of("{\"a\":3}"));
        }

        assertThat(contents()).containsExactly("{\"a\":1}\n{\"a\":2}\n", "{\"a\":3}\n");
    }

    @Test
    void beginsAFileEveryDay() throws IOException {
        try (AuditFolder audit = open(MEGABYTE)) {
            audit.append("levee.audit", List.of("late"));
            clock.turn(Duration.ofHours(1));
            audit.append("levee.audit", List.of("early"));
        }

        assertThat(folder.resolve("levee.audit-20261122T003000.000Z.jsonl")).hasContent("early\n");
    }

    @Test
    void beginsAFileAtEveryStartAndNeverWritesOverOne() throws IOException {
        for (String line : List.of("first", "second")) {
            try (AuditFolder audit = open(MEGABYTE)) {
                audit.append("levee.audit", List.of(line));
            }
        }

        assertThat(contents()).containsExactly("first\n", "second\n");
    }

    @Test
    void beginsAFileWhenSomebodyTookTheLastOneAway() throws IOException {
        try (AuditFolder audit = open(MEGABYTE)) {
            audit.append("levee.audit", List.of("shipped"));
            Files.delete(folder.resolve("levee.audit-20261121T233000.000Z.jsonl"));
            clock.turn(Duration.ofMinutes(1));
            audit.append("levee.audit", List.of("kept"));
        }

        assertThat(contents()).containsExactly("kept\n");
    }

    @Test
    void cutsOffTheLineACrashLeftHalf() throws IOException {
        Files.writeString(folder.resolve("levee.audit-1.jsonl"), "{\"a\":1}\n{\"a\":2}\n{\"a\":");
        Files.writeString(folder.resolve("levee.audit-2.jsonl"), "{\"a");
        Files.writeString(folder.resolve("levee.audit-3.jsonl"), "{\"a\":1}\n");
        Files.writeString(folder.resolve("notes.txt"), "not ours");

        open(MEGABYTE).close();

        assertThat(contents()).containsExactly("{\"a\":1}\n{\"a\":2}\n", "", "{\"a\":1}\n");
        assertThat(folder.resolve("notes.txt")).hasContent("not ours");
    }

    @Test
    void isHeldByOneAuditSinkAtATime() throws IOException {
        try (AuditFolder held = open(MEGABYTE)) {
            assertThat(held).hasToString(folder.toString());
            assertThatThrownBy(() -> open(MEGABYTE))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("LEVEE_AUDIT_FOLDER=" + folder)
                    .hasMessageContaining("in use");
        }

        open(MEGABYTE).close();
    }

    @Test
    void saysWhichVariableIsWrongWhenItIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> AuditFolder.open(file, MEGABYTE, clock))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("LEVEE_AUDIT_FOLDER=" + file)
                .hasMessageContaining("cannot be written to");
    }

    private AuditFolder open(long fileBytes) {
        return AuditFolder.open(folder, fileBytes, clock);
    }

    private List<String> contents() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> sorted = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
            List<String> contents = new ArrayList<>();
            for (Path file : sorted) {
                contents.add(Files.readString(file));
            }
            return contents;
        }
    }

    private static final class TurnableClock extends Clock {

        private Instant now;

        TurnableClock(Instant now) {
            this.now = now;
        }

        void turn(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
