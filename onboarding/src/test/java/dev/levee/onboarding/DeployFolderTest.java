package dev.levee.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.rulebook.Rulebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeployFolderTest {

    private static final Path FOLDER = Path.of("..", "deploy", "aws");

    @ParameterizedTest
    @EnumSource
    void holdsEachTemplateForEveryStandardControl(Template template) throws IOException {
        Path file = FOLDER.resolve(template.fileName());
        String text = template.render(Rulebook.standard().controls());
        if ("write".equals(System.getProperty("levee.docs"))) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        }

        assertThat(file).as("run with -Dlevee.docs=write to write it anew").hasContent(text);
    }
}
