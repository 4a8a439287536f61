package dev.levee.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.cli.environment.OwnIdentity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class LeveeMainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of(".");

    @ParameterizedTest
    @MethodSource("commands")
    void helpsWithEveryCommand(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName().replaceFirst("levee ?", "");

        assertThat(levee((name + " --help").strip().split(" "))).isZero();

        assertThat(out.toString()).contains("Usage: levee", "Examples:");
        assertThat(command.getCommandSpec().usageMessage().footer())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(LeveeMain.HELP_WIDTH));
        assertThat(command.getCommandSpec().args())
                .allSatisfy(argument -> assertThat(argument.description())
                        .as(argument.paramLabel())
                        .isNotEmpty());
    }

    static Stream<Named<CommandLine>> commands() {
        return withSubcommands(LeveeMain.commandLine())
                .map(command -> Named.of(command.getCommandSpec().qualifiedName(), command));
    }

    private static Stream<CommandLine> withSubcommands(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream()
                        .filter(one -> !one.getCommandName().equals("help"))
                        .flatMap(LeveeMainTest::withSubcommands));
    }

    @Test
    void saysItsVersion() {
        assertThat(levee("--version")).isZero();
        assertThat(out.toString()).startsWith("levee " + OwnIdentity.VERSION);
    }

    @Test
    void refusesACommandItDoesNotKnow() {
        assertThat(levee("destroy")).isEqualTo(2);
        assertThat(err.toString()).contains("destroy");
    }

    @Test
    void saysInOneLineWhatIsWrongWithACommandAndWhereToReadMore() {
        assertThat(levee("policy", "validate", "--fast", "mine.yaml")).isEqualTo(2);

        assertThat(err.toString())
                .startsWith("levee: Unknown option: '--fast'")
                .endsWith("see `levee policy validate --help`" + System.lineSeparator())
                .doesNotContain("Usage");
    }

    @Test
    void saysWhatIsWrongWithAPolicyAndWhere() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
                id: mine
                controls: [aws-ec2-security-group-open-ssh]
                mode: automatic
                scope: {groups: [production]}
                """);

        assertThat(levee("policy", "validate", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("mine.yaml:3").contains("automated");
    }

    @Test
    void validatesAPolicy() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
                id: mine
                controls: [aws-ec2-security-group-open-ssh]
                mode: observe
                scope: {groups: [production]}
                """);

        assertThat(levee("policy", "validate", file.toString())).isZero();
        assertThat(out.toString()).contains("valid", "mine", "OBSERVE");
    }

    @Test
    void namesTheSettingsThatAreMissingBeforeItPublishes() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
                id: mine
                controls: [aws-ec2-security-group-open-ssh]
                mode: observe
                scope: {}
                """);

        assertThat(levee("policy", "publish", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("LEVEE_KAFKA_BOOTSTRAP_SERVERS", "LEVEE_REGISTRY_URL");
    }

    @Test
    void accountsForWhatItReadsWithoutWritingAnything() throws IOException {
        Path file = Files.writeString(folder.resolve("trail.jsonl"), "{\"not\": \"an event\"}\n");

        assertThat(levee("events", "replay", "--dry-run", "--json", file.toString()))
                .isZero();
        assertThat(out.toString()).contains("\"read\":1", "\"deadLetters\":1", "trail.jsonl:1");
    }

    @Test
    void saysWhichFileIsNotThere() {
        assertThat(levee(
                        "events",
                        "replay",
                        "--dry-run",
                        folder.resolve("none.json").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("none.json");
    }

    @Test
    void emptiesNoFolderThatIsNotASandboxs() throws IOException {
        Files.writeString(folder.resolve("precious.txt"), "mine");

        assertThat(levee("demo", "--folder", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("not a sandbox's folder");
        assertThat(folder.resolve("precious.txt")).hasContent("mine");
    }

    @Test
    void saysWhichPortIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(levee("up", "--folder", folder.resolve("up").toString(), "--registry-port", port))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("port " + port, "in use", "--help");
            assertThat(err.toString().lines()).hasSize(1);
        }
    }

    private int levee(String... arguments) {
        CommandLine commandLine = LeveeMain.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
