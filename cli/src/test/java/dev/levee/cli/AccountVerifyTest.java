package dev.levee.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.sandbox.Endpoints;
import dev.levee.sandbox.Sandbox;
import dev.levee.sandbox.SandboxAccount;
import dev.levee.sandbox.SandboxOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// In a sandbox, as the administrator of Levee's account.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class AccountVerifyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNKNOWN = "333333333333";

    @TempDir
    private static Path folder = Path.of(".");

    private Sandbox sandbox;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeAll
    void start() throws Exception {
        sandbox = Sandbox.start(SandboxOptions.in(folder), _ -> {});
        System.setProperty("aws.accessKeyId", SandboxAccount.HUB);
        System.setProperty("aws.secretAccessKey", "test");
    }

    @AfterAll
    void stop() {
        sandbox.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void findsEveryAccountOfTheSandboxReady() throws IOException {
        int code = levee("account verify --all --json");

        assertThat(code).as(out.toString() + err).isZero();
        assertThat(out.toString().lines()).hasSize(sandbox.accounts().size()).allSatisfy(line -> {
            JsonNode readiness = JSON.readTree(line);
            assertThat(readiness.path("ready").asBoolean()).isTrue();
            assertThat(readiness.path("writer").asText()).isEqualTo("cli");
            assertThat(readiness.path("steps")).hasSize(10);
        });

        assertThat(levee("account list")).isZero();
        assertThat(out.toString().lines().filter(line -> line.contains(" ready ")))
                .hasSize(sandbox.accounts().size());
    }

    @Test
    void tellsOneAccountStepByStep() {
        SandboxAccount account = sandbox.accounts().getFirst();

        assertThat(levee("account verify " + account.id())).isZero();

        assertThat(out.toString())
                .startsWith("%s  %s".formatted(account.id(), account.name()))
                .contains("ok       remediator-role", "ok       events us-east-1", "%nready%n".formatted());
    }

    @Test
    void saysWhatToDoAboutAnAccountThatIsNotReady() {
        String other =
                "account add %s --mode manual --external-id 0b9f2a3e-5c1d-4f6a-9e7b-8d2c4a6f1e35".formatted(UNKNOWN);
        assertThat(levee(other)).isZero();

        assertThat(levee("account verify --wait 2s " + UNKNOWN)).isEqualTo(1);
        assertThat(out.toString()).contains("FAILED", "NOT READY", "  → ");

        assertThat(levee("account remove " + UNKNOWN)).isZero();
    }

    @Test
    void wantsToKnowWhichAccountsAndTakesACodeForOneManualOneOnly() {
        assertThat(levee("account verify")).isEqualTo(2);
        assertThat(levee("account verify --all --code 123456")).isEqualTo(2);
        assertThat(err.toString()).contains("manual").doesNotContain("123456");
    }

    @Test
    void takesTheCodeFromWhatIsPipedInAndShowsNothingOfIt() {
        levee("account add %s --mode manual --external-id 0b9f2a3e-5c1d-4f6a-9e7b-8d2c4a6f1e35".formatted(UNKNOWN));
        InputStream usual = System.in;
        try {
            System.setIn(new ByteArrayInputStream("12345x\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(levee("account verify --code - " + UNKNOWN)).isEqualTo(2);
            assertThat(err.toString()).contains("digits", "CurrentCode").doesNotContain("12345x");

            System.setIn(new ByteArrayInputStream("123456\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(levee("account verify --wait 2s --code - " + UNKNOWN)).isEqualTo(1);
            assertThat(out.toString()).contains("NOT READY").doesNotContain("123456");
        } finally {
            System.setIn(usual);
        }

        assertThat(levee("account remove " + UNKNOWN)).isZero();
    }

    private int levee(String command) {
        out = new StringWriter();
        err = new StringWriter();
        Endpoints endpoints = sandbox.endpoints();
        CommandLine commandLine = LeveeMain.commandLine(Map.of(
                "LEVEE_KAFKA_BOOTSTRAP_SERVERS", endpoints.kafka(),
                "LEVEE_REGISTRY_URL", endpoints.registry(),
                "LEVEE_AWS_ENDPOINT", endpoints.aws().toString(),
                "LEVEE_AWS_REGION", SandboxAccount.HUB_REGION));
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(command.split(" "));
    }
}
