package dev.levee.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The reference page says what the code does.
class ControlFormatPageTest {

    private final String page = read(Path.of("../docs/reference/control-format.md"));

    @Test
    void showsAControlAsItIs() {
        String control =
                read(Path.of("src/main/resources/controls/aws/cloudtrail/aws-cloudtrail-log-file-validation.yaml"));

        assertThat(page).contains("```yaml\n" + control + "```");
    }

    /// Names every key the parser knows, as it lists them itself.
    @ParameterizedTest
    @ValueSource(
            strings = {"", "resource: ", "references: ", "triggers: [", "reads: [", "fix: [", "list: ", "examples: ["})
    void namesEveryKey(String within) {
        String text = within.isEmpty() ? "nonsense: 1" : within + "{nonsense: 1}" + (within.endsWith("[") ? "]" : "");

        String message = ControlFiles.load(Map.of("x.yaml", text)).problems().stream()
                .map(Problem::message)
                .filter(problem -> problem.startsWith("unknown key `nonsense`"))
                .findFirst()
                .orElseThrow();

        for (String key :
                message.substring(message.indexOf("known here: ") + 12).split(", ")) {
            assertThat(page).contains("`" + key + "`");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
