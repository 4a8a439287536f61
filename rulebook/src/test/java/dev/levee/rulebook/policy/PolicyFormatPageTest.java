package dev.levee.rulebook.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.rulebook.Rulebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The reference page says what the code does.
class PolicyFormatPageTest {

    private static final Path PAGE = Path.of("../docs/reference/policy-format.md");
    private static final String KNOWN = "known here: ";

    @Test
    void showsAPolicyThatIsValid() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("```yaml\n") + "```yaml\n".length();

        assertThat(PolicyYaml.parse("page", page.substring(start, page.indexOf("```", start)), Rulebook.standard()))
                .isInstanceOf(Parsed.Valid.class);
    }

    @Test
    void namesEveryKey() throws IOException {
        Parsed.Invalid refused = (Parsed.Invalid) PolicyYaml.parse(
                "page", "nonsense: 1\nscope: {nonsense: 1, except: [{nonsense: 1}]}\n", Rulebook.standard());

        List<String> keys = refused.problems().stream()
                .map(problem -> problem.message())
                .filter(message -> message.contains(KNOWN))
                .flatMap(message ->
                        List.of(message.substring(message.indexOf(KNOWN) + KNOWN.length())
                                        .split(", "))
                                .stream())
                .distinct()
                .toList();

        assertThat(keys).contains("acceptRisk", "except", "until");
        String page = Files.readString(PAGE);
        assertThat(keys).allSatisfy(key -> assertThat(page).containsPattern("`([a-z]+\\.)?" + key + "`"));
    }
}
