package dev.levee.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The reference pages say what the controls are: `-Dlevee.docs=write` renews them.
class ControlPagesTest {

    private static final Path REFERENCE = Path.of("../docs/reference");
    private static final Path CONTROLS = REFERENCE.resolve("controls");
    private static final boolean WRITE = "write".equals(System.getProperty("levee.docs"));

    @Test
    void describeEveryControlAndNoOther() throws IOException {
        Map<String, String> pages = ControlPages.render(Rulebook.standard());
        if (WRITE) {
            Files.createDirectories(CONTROLS);
            for (String old : files()) {
                Files.delete(CONTROLS.resolve(old));
            }
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Files.writeString(CONTROLS.resolve(page.getKey()), page.getValue());
            }
        }

        assertThat(files()).containsExactlyInAnyOrderElementsOf(pages.keySet());
        assertThat(pages)
                .allSatisfy((file, text) -> assertThat(CONTROLS.resolve(file))
                        .as("-Dlevee.docs=write writes it anew")
                        .hasContent(text));
    }

    @Test
    void sayWhichControlStandsForWhichRule() throws IOException {
        Path page = REFERENCE.resolve("coverage.md");
        String text = new CoveragePage(Rulebook.standard()).render();
        if (WRITE) {
            Files.writeString(page, text);
        }

        assertThat(page).as("-Dlevee.docs=write writes it anew").hasContent(text);
    }

    @Test
    void nameRulesAsTheirProductsDo() {
        List<ListedRule> rows = CoveragePage.rows();

        assertThat(Rulebook.standard().controls())
                .allSatisfy(control -> assertThat(control.listedRules())
                        .as(control.id())
                        .allMatch(rule -> rows.contains(rule)
                                || rule.policy().isEmpty()
                                        && rows.stream()
                                                .anyMatch(row -> row.list().equals(rule.list())
                                                        && row.row().equals(rule.row()))));
    }

    @Test
    void sayOfAVariantOnlyWhatIsItsOwn() {
        String other = Demo.text().replace("title: Things are blue", "title: Cups are blue");
        Control family = Demo.control();
        Control variant = ControlFiles.load(Map.of(Demo.FILE, other)).controls().getFirst();

        String page = ControlPage.of(variant, Optional.of(family));

        assertThat(page)
                .startsWith("# Cups are blue\n")
                .contains("A variant of [aws-demo-thing-is-blue](aws-demo-thing-is-blue.md)")
                .doesNotContain("## Fixes with", "## IAM policies");
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(CONTROLS)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
