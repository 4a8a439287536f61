package dev.levee.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class SandboxFolderTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path temporary;

    @Test
    void takesTheLogsOfThoseWhoHadALoggerBefore() throws IOException {
        Logger early = LoggerFactory.getLogger("early");
        early.info("before");

        Path folder = SandboxFolder.prepare(temporary.resolve("sandbox"));
        early.info("after");

        assertThat(Files.readString(folder.resolve("levee.log")))
                .contains("after")
                .doesNotContain("before");
    }
}
