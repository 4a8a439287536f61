package dev.levee.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sandbox.kafka.LocalBroker;
import dev.levee.schemas.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// On a broker that has no topics yet.
class TopicsCommandTest {

    private static final String ACCOUNTS = Topics.ACCOUNTS.name();

    @TempDir
    private Path folder = Path.of(".");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @SuppressWarnings("NullAway.Init") // set before each test
    private LocalBroker broker;

    @BeforeEach
    void startBroker() {
        broker = LocalBroker.start(folder.resolve("broker"), 0);
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void createsWhatIsMissingWithoutAskingForARegistry() {
        assertThat(levee(Map.of(), "topics apply --partitions 2")).isZero();
        assertThat(out.toString()).contains("created  %s (1 partitions)".formatted(ACCOUNTS), "levee.commands (2");

        assertThat(levee(Map.of(), "topics apply --partitions 2")).isZero();
        assertThat(out.toString().lines()).allMatch(line -> line.startsWith("exists"));
    }

    @Test
    void refusesATopicThatLosesWhatItHolds() throws Exception {
        create(new NewTopic(ACCOUNTS, Optional.of(1), Optional.empty()));

        assertThat(levee(Map.of(), "topics apply --partitions 2")).isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        ACCOUNTS, "cleanup.policy=delete", "must have compact", "--add-config cleanup.policy=compact");

        alter(ACCOUNTS, "cleanup.policy", "compact");
        assertThat(levee(Map.of(), "topics apply --partitions 2")).isZero();
    }

    @Test
    void refusesATopicThatForgetsTooSoon() throws Exception {
        create(new NewTopic(Topics.AUDIT.name(), Optional.of(2), Optional.empty()));

        assertThat(levee(Map.of(), "topics apply --partitions 2")).isEqualTo(1);
        assertThat(err.toString()).contains(Topics.AUDIT.name(), "retention.ms=604800000", "must have 34560000000");

        alter(Topics.AUDIT.name(), "retention.ms", "-1");
        assertThat(levee(Map.of(), "topics apply --partitions 2")).isZero();
    }

    @Test
    void refusesAJournalOfOtherPartitionsThanTheCommands() throws Exception {
        create(Topics.COMMANDS.toCreate(3, Optional.empty()));

        assertThat(levee(Map.of(), "topics apply --partitions 2")).isEqualTo(1);

        assertThat(err.toString()).contains("levee.commands has 3, levee.executions has 2", "raise the smaller one");
    }

    @Test
    void areToBeAppliedBeforeAnythingIsReadOrPublished() throws IOException {
        Path policy = Files.writeString(folder.resolve("mine.yaml"), """
                id: mine
                controls: [aws-ec2-security-group-open-ssh]
                mode: observe
                scope: {}
                """);
        Map<String, String> registry = Map.of("LEVEE_REGISTRY_URL", "mock://no-topics");

        assertThat(levee(registry, "account list")).isEqualTo(1);
        assertThat(err.toString()).contains("no topic " + ACCOUNTS, "levee topics apply");

        assertThat(levee(registry, "policy publish " + policy)).isEqualTo(1);
        assertThat(err.toString()).contains("no topic levee.policies", "levee topics apply");
    }

    private void create(NewTopic topic) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private void alter(String topic, String setting, String value) throws Exception {
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private int levee(Map<String, String> besides, String command) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Map<String, String> variables = new HashMap<>(besides);
        variables.put("LEVEE_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        CommandLine commandLine = LeveeMain.commandLine(variables);
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(command.split(" "));
    }
}
