package dev.levee.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TopicsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "topics.md");

    @Test
    void saysWhatTheTopicsAre() throws IOException {
        if ("write".equals(System.getProperty("levee.docs"))) {
            Files.writeString(PAGE, TopicsPage.render());
        }

        assertThat(PAGE).as("run with -Dlevee.docs=write to write it anew").hasContent(TopicsPage.render());
    }
}
