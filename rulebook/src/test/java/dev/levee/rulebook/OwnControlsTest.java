package dev.levee.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.service.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnControlsTest {

    private static final String ID = "aws-demo-thing-is-blue";

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void areNoneWithoutAFolder() {
        assertThat(OwnControls.withStandard(Optional.empty())).isSameAs(Rulebook.standard());
    }

    @Test
    void areKnownBesidesTheStandardOnes() throws IOException {
        write("demo/" + ID + ".yaml", Demo.text());

        Rulebook rulebook = OwnControls.withStandard(Optional.of(folder));

        assertThat(rulebook.control(ID)).isPresent();
        assertThat(rulebook.control("aws-kms-key-rotation")).isPresent();
        assertThat(rulebook.controls()).hasSize(Rulebook.standard().controls().size() + 1);
    }

    @Test
    void mayShareABase() throws IOException {
        write("demo/_blue.yaml", Demo.text().replace("id: " + ID + "\n", "").replace("title: Things are blue\n", ""));
        write("demo/aws-demo-cup-is-blue.yaml", "id: aws-demo-cup-is-blue\ntitle: Cups are blue\nextends: blue\n");

        assertThat(OwnControls.withStandard(Optional.of(folder)).control("aws-demo-cup-is-blue"))
                .isPresent();
    }

    @Test
    void areRefusedWithFileAndLine() throws IOException {
        Path file = write(ID + ".yaml", Demo.text().replace("severity: low", "severity: lowest"));

        assertRefused(file + ":3: unknown severity");
    }

    @Test
    void leaveTheIdsOfTheStandardOnesAlone() throws IOException {
        Path file = write("aws-kms-key-rotation.yaml", Demo.text().replace("id: " + ID, "id: aws-kms-key-rotation"));

        assertRefused(file + ":1: the id aws-kms-key-rotation is taken by a standard control; choose another");
    }

    @Test
    void wantAFolderThatIsThereAndHoldsSome() throws IOException {
        assertRefused("holds no file *.yaml");

        write("blue.yml", Demo.text());
        assertRefused("would not be read: name it .yaml");

        folder = folder.resolve("none");
        assertRefused("none is no folder");
    }

    @Test
    void areReadOnceWhereKubernetesKeepsThemTwice() throws IOException {
        write("..2026_11_21/" + ID + ".yaml", Demo.text());
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11_21"));
        Files.createSymbolicLink(folder.resolve(ID + ".yaml"), Path.of("..data", ID + ".yaml"));

        assertThat(OwnControls.withStandard(Optional.of(folder)).control(ID)).isPresent();
    }

    @Test
    void canBeReadFileByFile() throws IOException {
        write("bases/_blue.yaml", Demo.text().replace("id: " + ID + "\n", ""));
        Path file = write("demo/aws-demo-cup-is-blue.yaml", """
                id: aws-demo-cup-is-blue
                extends: bases/blue
                variants:
                  - id: aws-demo-mug-is-blue
                    title: Mugs are blue
                """);
        write("demo/aws-demo-broken.yaml", "id: nothing else");

        assertThat(OwnControls.in(file))
                .extracting(Control::id)
                .containsExactly("aws-demo-cup-is-blue", "aws-demo-mug-is-blue");
    }

    private void assertRefused(String problem) {
        assertThatThrownBy(() -> OwnControls.withStandard(Optional.of(folder)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(problem);
    }

    private Path write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }
}
