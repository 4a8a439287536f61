package dev.levee.sandbox.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.sandbox.LocalSandbox;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The demo, played once, and everything it left behind.
class DemoTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<JsonNode> LINES = new ArrayList<>();

    private static boolean good;

    @BeforeAll
    static void play() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        good = Demo.play(LocalSandbox.sandbox(), new JsonView(new PrintStream(out, true, UTF_8)), () -> false);
        for (String line : out.toString(UTF_8).lines().toList()) {
            LINES.add(JSON.readTree(line));
        }
    }

    @Test
    void repairsEverythingInTwoAccountsAndTwoRegions() {
        JsonNode summary = LINES.getLast();

        assertThat(summary.path("problems")).isEmpty();
        assertThat(good).isTrue();
        assertThat(summary.path("type").asText()).isEqualTo("summary");
        assertThat(summary.path("verified").asInt())
                .isEqualTo(summary.path("expected").asInt())
                .isEqualTo(12);
        assertThat(lines("verified").stream().map(line -> line.path("account").asText()))
                .contains("111111111111", "222222222222");
        assertThat(lines("verified").stream().map(line -> line.path("region").asText()))
                .contains("eu-central-1", "us-east-1");
    }

    @Test
    void endsEveryOddityAsItShould() {
        JsonNode summary = LINES.getLast();

        assertThat(summary.path("duplicates").asInt()).isEqualTo(1);
        assertThat(summary.path("deadLettered").asInt()).isEqualTo(1);
        assertThat(summary.path("unwatched").asInt()).isPositive();
        assertThat(summary.path("unknownAccounts").asInt()).isEqualTo(1);
        assertThat(summary.path("refused").asInt() + summary.path("failed").asInt())
                .isZero();
        assertThat(LINES).noneMatch(line -> line.toString().contains("BrewCoffee"));
    }

    @Test
    void reactsToNoneOfLeveesOwnChanges() {
        JsonNode summary = LINES.getLast();

        assertThat(summary.path("ownChanges").asInt())
                .isGreaterThanOrEqualTo(summary.path("fixed").asInt());
        assertThat(lines("audit").stream()
                        .filter(line -> line.path("step").asText().equals("DECIDED"))
                        .map(line -> line.path("actor").asText()))
                .noneMatch(actor -> actor.contains("levee-remediator"));
    }

    @Test
    void auditsTheIntentBeforeTheFirstCallOfEveryFix() {
        List<String> commands = lines("audit").stream()
                .filter(line -> line.path("step").asText().equals("CALLED"))
                .map(line -> line.path("command").asText())
                .distinct()
                .toList();

        assertThat(commands).hasSize(LINES.getLast().path("fixed").asInt());
        for (String command : commands) {
            List<String> steps = lines("audit").stream()
                    .filter(line -> line.path("command").asText().equals(command))
                    .map(line -> line.path("step").asText())
                    .filter(step -> !step.equals("WAITING") && !step.equals("OWN_CHANGE"))
                    .distinct()
                    .toList();
            assertThat(steps).containsExactly("DECIDED", "AUTHORISED", "JUDGED", "INTENT", "CALLED", "OUTCOME");
        }
    }

    @Test
    void leavesNoSecretInAnyTopicLogFileOrMetric() throws Exception {
        Secrets secrets = Secrets.of(LocalSandbox.sandbox(), LocalSandbox.ground());

        assertThat(secrets.count()).isGreaterThan(20);
        assertThat(secrets.foundInTopics(LocalSandbox.sandbox())).isEmpty();
        assertThat(secrets.foundInFiles(LocalSandbox.folder())).isEmpty();
        assertThat(secrets.foundInMetrics(LocalSandbox.sandbox())).isEmpty();
    }

    private static List<JsonNode> lines(String type) {
        return LINES.stream()
                .filter(line -> line.path("type").asText().equals(type))
                .toList();
    }
}
