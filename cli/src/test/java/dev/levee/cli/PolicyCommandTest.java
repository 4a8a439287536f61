package dev.levee.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.sandbox.kafka.KafkaForTests;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PolicyCommandTest {

    private static final String POLICY = "only-look-at-admin-ports";

    @TempDir
    private Path folder = Path.of(".");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void publish() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
                id: %s
                controls: [aws-ec2-security-group-open-ssh, aws-ec2-security-group-open-rdp]
                mode: observe
                scope: {groups: [production], regions: [eu-central-1, eu-west-1]}
                """.formatted(POLICY));
        assertThat(levee("policy publish " + file)).as("%s", err).isZero();
    }

    @Test
    void listsWhatIsInForce() throws IOException {
        assertThat(levee("policy list")).isZero();
        assertThat(out.toString().lines())
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                POLICY,
                                "observe",
                                "groups production; regions eu-central-1, eu-west-1",
                                "aws-ec2-security-group-open-ssh, aws-ec2-security-group-open-rdp"));

        assertThat(levee("policy list --json")).isZero();
        JsonNode policy = new ObjectMapper()
                .readTree(out.toString()
                        .lines()
                        .filter(line -> line.contains(POLICY))
                        .findFirst()
                        .orElseThrow());
        assertThat(policy.at("/scope/groups/0").asText()).isEqualTo("production");
        assertThat(policy.path("controls")).hasSize(2);
    }

    @Test
    void deletesWhatIsInForce() {
        assertThat(levee("policy delete " + POLICY)).isZero();

        levee("policy list");
        assertThat(out.toString()).doesNotContain(POLICY);
    }

    @Test
    void deletesNoneIfOneIsUnknown() {
        assertThat(levee("policy delete %s only-look-at-admin-prots".formatted(POLICY)))
                .isEqualTo(1);
        assertThat(err.toString()).contains("no policy only-look-at-admin-prots", "levee policy list");
        assertThat(out.toString()).isEmpty();

        levee("policy list");
        assertThat(out.toString()).contains(POLICY);
    }

    @Test
    void deletesWhileTheRegistryDoesNotAnswer() {
        assertThat(levee("policy delete " + POLICY, "http://localhost:1")).isZero();

        levee("policy list");
        assertThat(out.toString()).doesNotContain(POLICY);
    }

    private int levee(String command) {
        return levee(command, "mock://policies-of-the-command-line");
    }

    private int levee(String command, String registry) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = LeveeMain.commandLine(Map.of(
                "LEVEE_KAFKA_BOOTSTRAP_SERVERS", KafkaForTests.bootstrapServers(), "LEVEE_REGISTRY_URL", registry));
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(command.split(" "));
    }
}
