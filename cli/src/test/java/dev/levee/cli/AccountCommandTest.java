package dev.levee.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cli.environment.Cluster;
import dev.levee.cli.environment.CompactedTopic;
import dev.levee.sandbox.kafka.LocalBroker;
import dev.levee.schemas.Readiness;
import dev.levee.schemas.ReadinessStep;
import dev.levee.schemas.Registry;
import dev.levee.schemas.StepResult;
import dev.levee.schemas.Topics;
import dev.levee.schemas.TrustedRecords;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// On a broker of its own: accounts are few, and each test has its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class AccountCommandTest {

    private static final String UUID = "0b9f2a3e-5c1d-4f6a-9e7b-8d2c4a6f1e35";
    private static final String REGISTRY = "mock://accounts-of-the-command-line";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder = Path.of(".");

    private LocalBroker broker;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeAll
    void startBroker() {
        TrustedRecords.install();
        broker = LocalBroker.start(folder.resolve("broker"), 0);
        broker.createTopics(1);
    }

    @AfterAll
    void stopBroker() {
        broker.close();
    }

    @Test
    void showsWhatWasAdded() throws IOException {
        assertThat(levee("account add 100000000001 --name payments --group production,pci --region eu-central-1"
                        + " --home-region eu-central-1 --external-id " + UUID))
                .isZero();
        assertThat(out.toString()).contains("added", "100000000001", "payments", "automated", "production, pci");

        JsonNode account = json("account show 100000000001 --json");
        assertThat(account.path("mode").asText()).isEqualTo("automated");
        assertThat(account.path("externalId").asText()).isEqualTo(UUID);
        assertThat(account.path("secretArn").asText())
                .isEqualTo("arn:aws:secretsmanager:eu-central-1:100000000001:secret:levee/otp");
        assertThat(account.path("groups")).extracting(JsonNode::asText).containsExactly("production", "pci");
        assertThat(account.has("readiness")).isFalse();
    }

    @Test
    void tellsWhatChangedFromWhatDidNot() {
        String account = "account add 100000000002 --mode manual --external-id " + UUID;
        levee(account);

        levee(account);
        assertThat(out.toString()).startsWith("unchanged");

        levee(account + " --group production");
        assertThat(out.toString()).startsWith("changed").contains("groups: none → production");
    }

    @Test
    void leavesWhatIsNotGivenAsItIs() throws IOException {
        levee("account add 100000000011 --name payments --group production --region eu-central-1 --external-id " + UUID
                + " --secret-arn arn:aws:secretsmanager:eu-central-1:100000000011:secret:own"
                + " --scan-role-arn arn:aws:iam::100000000011:role/look");
        JsonNode before = json("account show 100000000011 --json");

        assertThat(levee("account add 100000000011 --group production,pci")).isZero();

        assertThat(out.toString()).contains("payments", "groups: production → production, pci");
        ObjectNode expected = before.deepCopy();
        expected.withArray("groups").add("pci");
        assertThat(json("account show 100000000011 --json")).isEqualTo(expected);
    }

    @Test
    void leavesWhatAFileDoesNotSayAsItIs() throws IOException {
        levee("account add 100000000012 --name ledger --group production --mode manual --external-id " + UUID);
        Path file = Files.writeString(folder.resolve("known.yaml"), """
                - id: 100000000012
                  regions: [eu-west-1]
                """);

        assertThat(levee("account add --file " + file)).as(err.toString()).isZero();

        assertThat(out.toString())
                .contains("changed", "regions: all → eu-west-1")
                .doesNotContain("groups", "mode");
    }

    @Test
    void takesAnAccountOutOfEveryGroupOnlyIfToldSo() throws IOException {
        levee("account add 100000000013 --group production --mode manual --external-id " + UUID);

        assertThat(levee("account", "add", "100000000013", "--group", "")).isZero();

        assertThat(json("account show 100000000013 --json").path("groups")).isEmpty();
    }

    @Test
    void hasNoSecretAnyMoreWhereAPersonIsToEnterTheCodesFromNowOn() throws IOException {
        levee("account add 100000000014 --home-region eu-central-1 --external-id " + UUID);

        assertThat(levee("account add 100000000014 --mode manual")).isZero();

        assertThat(json("account show 100000000014 --json").has("secretArn")).isFalse();
    }

    @Test
    void looksForTheSecretWhereItHasMovedTo() throws IOException {
        levee("account add 100000000015 --home-region eu-central-1 --external-id " + UUID);

        assertThat(levee("account add 100000000015 --home-region eu-west-1")).isZero();

        assertThat(json("account show 100000000015 --json").path("secretArn").asText())
                .isEqualTo("arn:aws:secretsmanager:eu-west-1:100000000015:secret:levee/otp");
    }

    @Test
    void saysInADryRunWhatWouldChangeAndChangesNothing() throws IOException {
        levee("account add 100000000016 --group production --mode manual --external-id " + UUID);

        assertThat(levee("account add 100000000016 --group pci --dry-run")).isZero();

        assertThat(out.toString()).startsWith("would be changed").contains("groups: production → pci");
        assertThat(json("account show 100000000016 --json")
                        .path("groups")
                        .get(0)
                        .asText())
                .isEqualTo("production");
    }

    @Test
    void listsAccountsWithTheFirstStepThatFailed() throws Exception {
        levee("account add 100000000003 --name ledger --mode manual --external-id " + UUID);
        readiness("100000000003", step("identity", StepResult.PASSED), step("scan-role", StepResult.FAILED));

        assertThat(levee("account list")).isZero();
        assertThat(out.toString().lines())
                .anySatisfy(line -> assertThat(line).contains("100000000003", "ledger", "manual", "NOT scan-role"));

        levee("account show 100000000003");
        assertThat(out.toString()).contains("FAILED", "→ scan-role: deploy the stack anew");
    }

    @Test
    void forgetsWhatWasRemoved() throws Exception {
        levee("account add 100000000004 --mode manual --external-id " + UUID);
        readiness("100000000004", step("identity", StepResult.PASSED));

        assertThat(levee("account remove 100000000004")).isZero();
        assertThat(levee("account show 100000000004")).isEqualTo(1);
        assertThat(err.toString()).contains("no account 100000000004");
        assertThat(readiness().read()).doesNotContainKey("100000000004");
    }

    @Test
    void removesNoneIfOneIsUnknown() {
        levee("account add 100000000005 --mode manual --external-id " + UUID);

        assertThat(levee("account remove 100000000005 100000000099")).isEqualTo(1);

        assertThat(err.toString()).contains("100000000099");
        assertThat(levee("account show 100000000005")).isZero();
    }

    @Test
    void addsEveryAccountOfAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("accounts.yaml"), """
                - id: 010000000006
                  name: ledger
                  groups: [production]
                - id: 010000000007
                  mode: manual
                  externalId: 5c0f9f6e-0b6f-4f6d-8f0a-3f1a2b4c5d6e
                """);

        assertThat(levee("account add --file %s --home-region eu-west-1 --external-id %s".formatted(file, UUID)))
                .isZero();

        assertThat(json("account show 010000000006 --json").path("secretArn").asText())
                .contains("eu-west-1");
        assertThat(json("account show 010000000007 --json").path("externalId").asText())
                .startsWith("5c0f9f6e");
    }

    @Test
    void saysWhatIsWrongInAFileAndWhereAndAddsNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.yaml"), """
                - id: 010000000008
                  mode: manual
                - id: 1234
                  nmae: ledger
                """);

        assertThat(levee("account add --file %s --external-id %s".formatted(file, UUID)))
                .isEqualTo(1);

        assertThat(err.toString()).contains("wrong.yaml:3", "12 digits", "wrong.yaml:4", "nmae");
        assertThat(levee("account show 010000000008")).isEqualTo(1);
    }

    @Test
    void asksNoKafkaForADryRun() {
        int code = levee(
                Map.of(), "account", "add", "100000000009", "--mode", "manual", "--external-id", UUID, "--dry-run");

        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("would be added      100000000009");
    }

    @Test
    void wantsOneSourceOfAccounts() {
        assertThat(levee("account add --external-id " + UUID)).isEqualTo(2);
        assertThat(levee("account add 100000000010 --from-organization")).isEqualTo(2);
        assertThat(levee("account add 100000000010 --ou ou-ab12-34cd56ef")).isEqualTo(2);
        assertThat(err.toString()).contains("--from-organization");
    }

    private void readiness(String account, ReadinessStep... steps) throws Exception {
        readiness()
                .publish(List.of(Readiness.newBuilder()
                        .setAccount(account)
                        .setReady(List.of(steps).stream().allMatch(step -> step.getResult() == StepResult.PASSED))
                        .setSteps(List.of(steps))
                        .setWriter("test")
                        .setCheckedAt(Instant.now())
                        .build()));
    }

    private CompactedTopic<Readiness> readiness() {
        return new CompactedTopic<>(
                new Cluster(Map.of("bootstrap.servers", broker.bootstrapServers()), Registry.at(REGISTRY)),
                Topics.READINESS,
                Readiness::getAccount);
    }

    private static ReadinessStep step(String name, StepResult result) {
        return ReadinessStep.newBuilder()
                .setName(name)
                .setResult(result)
                .setMessage("as found")
                .setMend(result == StepResult.FAILED ? "deploy the stack anew" : "")
                .build();
    }

    private JsonNode json(String command) throws IOException {
        assertThat(levee(command)).as(err.toString()).isZero();
        return JSON.readTree(out.toString());
    }

    private int levee(String command) {
        return levee(command.split(" "));
    }

    private int levee(String... arguments) {
        return levee(
                Map.of("LEVEE_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(), "LEVEE_REGISTRY_URL", REGISTRY),
                arguments);
    }

    private int levee(Map<String, String> variables, String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine commandLine = LeveeMain.commandLine(variables);
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
