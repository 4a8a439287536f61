package dev.levee.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.FILE;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A process whose files may have few bytes meets what a full disk does: a write stops in the middle of a line.
class FullDiskTest {

    @TempDir
    private Path folder;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void takesBackWhatItWroteOfALineThatHadNoRoom() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process child = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 16 && exec \"$@\"",
                        "sh",
                        java.toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FewBytes.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();

        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isZero();
        assertThat(folder.toFile().listFiles((_, name) -> name.endsWith(".jsonl")))
                .singleElement(FILE)
                .hasContent("first\nsecond\n");
    }

    static final class FewBytes {

        public static void main(String[] arguments) throws IOException {
            try (AuditFolder folder = AuditFolder.open(Path.of(arguments[0]), Long.MAX_VALUE, Clock.systemUTC())) {
                folder.append("levee.audit", List.of("first"));
                boolean refused = false;
                try {
                    folder.append("levee.audit", List.of("x".repeat(1_000_000)));
                } catch (IOException e) {
                    refused = true;
                }
                folder.append("levee.audit", List.of("second"));
                System.exit(refused ? 0 : 1);
            }
        }
    }
}
