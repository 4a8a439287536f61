package dev.levee.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.rulebook.OwnControls;
import dev.levee.rulebook.policy.Parsed;
import dev.levee.rulebook.policy.PolicyYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The how-to shows the control that lies beside it, and a policy that works.
class WriteAControlPageTest {

    private static final Path HOW_TO = Path.of("../docs/how-to");
    private static final Path OWN_CONTROLS = HOW_TO.resolve("own-controls");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void showsPartsOfTheControlAsTheyAre() throws IOException {
        String control = Files.readString(OWN_CONTROLS.resolve("sqs/aws-sqs-queue-message-retention.yaml"));

        assertThat(blocks().stream().filter(block -> !isPolicy(block)))
                .hasSizeGreaterThan(4)
                .allMatch(control::contains);
    }

    @Test
    void showsAPolicyThatIsValid() throws IOException {
        String policy = blocks().stream()
                .filter(WriteAControlPageTest::isPolicy)
                .findFirst()
                .orElseThrow();

        assertThat(PolicyYaml.parse("page", policy, OwnControls.withStandard(Optional.of(OWN_CONTROLS))))
                .isInstanceOf(Parsed.Valid.class);
    }

    private static boolean isPolicy(String block) {
        return block.contains("\nmode: ");
    }

    private static List<String> blocks() throws IOException {
        return YAML.matcher(Files.readString(HOW_TO.resolve("write-a-control.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
    }
}
