package dev.levee.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OnboardCommandTest {

    private static final Path DEPLOY = Path.of("../deploy/aws");
    private static final Path OWN_CONTROLS = Path.of("../docs/how-to/own-controls");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void writesTheTemplatesOfTheDeployFolder() throws IOException {
        assertThat(template()).isZero();
        assertThat(out.toString()).isEqualTo(Files.readString(DEPLOY.resolve("remediator-automated.yaml")));
        assertThat(err.toString()).contains("controls", "--template-body", "CAPABILITY_NAMED_IAM");

        assertThat(template("--mode", "manual")).isZero();
        assertThat(out.toString()).isEqualTo(Files.readString(DEPLOY.resolve("remediator-manual.yaml")));

        assertThat(template("--mode", "hub")).isZero();
        assertThat(out.toString()).isEqualTo(Files.readString(DEPLOY.resolve("hub.yaml")));
    }

    @Test
    void choosesControlsByTheirIds() {
        assertThat(template("--controls", "aws-kms-key-rotation,aws-s3-bucket-versioning"))
                .isZero();

        assertThat(out.toString()).contains("kms:EnableKeyRotation", "s3:PutBucketVersioning");
        assertThat(out.toString()).doesNotContain("s3:PutBucketPolicy");
        assertThat(err.toString()).startsWith("2 controls;");
    }

    @Test
    void choosesTheControlsThatPoliciesName() throws IOException {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), """
                id: rotate
                controls: [aws-kms-key-rotation]
                mode: automated
                """);
        Path file = folder.resolve("remediator.yaml");

        assertThat(template("--policy", policy.toString(), "--output", file.toString()))
                .isZero();

        assertThat(file).content().contains("kms:EnableKeyRotation").doesNotContain("s3:PutBucketPolicy");
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("written  " + file, "1 controls;");
    }

    @Test
    void allowsWhatOnesOwnControlsNeed() {
        assertThat(template("--controls-dir", OWN_CONTROLS.toString(), "--controls", "aws-sqs-queue-message-retention"))
                .isZero();

        assertThat(out.toString()).contains("sqs:SetQueueAttributes");
    }

    @Test
    void refusesAControlThatDoesNotExist() {
        assertThat(template("--controls", "aws-kms-key-rotatoin")).isEqualTo(1);
        assertThat(err.toString()).contains("did you mean aws-kms-key-rotation");
    }

    @Test
    void refusesAPolicyThatIsWrongAndSaysWhere() throws IOException {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), "id: rotate\nmode: automated\n");

        assertThat(template("--policy", policy.toString())).isEqualTo(1);
        assertThat(err.toString()).contains(policy + ":1", "controls");
    }

    @Test
    void refusesAChoiceThatCannotBeMeant() {
        assertThat(template("--mode", "hub", "--controls", "aws-kms-key-rotation"))
                .isEqualTo(2);
        assertThat(template("--policy", "a.yaml", "--controls", "aws-kms-key-rotation"))
                .isEqualTo(2);
        assertThat(template("--mode", "half")).isEqualTo(2);
    }

    private int template(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = LeveeMain.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(Stream.concat(Stream.of("onboard", "aws", "template"), Stream.of(arguments))
                .toArray(String[]::new));
    }
}
