package dev.levee.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.aws.AwsClouds;
import dev.levee.sandbox.aws.LocalAws;
import dev.levee.sandbox.kafka.KafkaForTests;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// An organization of 30 accounts, more than AWS tells of at once, two of them in a unit.
class AccountsOfAnOrganizationTest {

    private static final String HUB = "999999999999";
    private static final String ADD = "account add --from-organization --home-region eu-central-1"
            + " --external-id 0b9f2a3e-5c1d-4f6a-9e7b-8d2c4a6f1e35";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final LocalAws aws = LocalAws.builder().accounts(HUB).organization().start();
    private final AwsClouds clouds = new AwsClouds(Optional.of(aws.endpoint()));

    @BeforeEach
    void organize() throws IOException {
        for (int i = 1; i <= 29; i++) {
            aws.addAccount("1000000000%02d".formatted(i));
        }
        be(aws.account(HUB));
        String root = call("ListRoots", "{}").at("/Roots/0/Id").asText();
        String unit = call(
                        "CreateOrganizationalUnit", "{\"ParentId\": \"%s\", \"Name\": \"production\"}".formatted(root))
                .at("/OrganizationalUnit/Id")
                .asText();
        for (String account : new String[] {"100000000001", "100000000002"}) {
            call(
                    "MoveAccount",
                    "{\"AccountId\": \"%s\", \"SourceParentId\": \"%s\", \"DestinationParentId\": \"%s\"}"
                            .formatted(account, root, unit));
        }
    }

    @AfterEach
    void close() throws IOException {
        levee("account list --json");
        List<String> added = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            added.add(JSON.readTree(line).path("id").asText());
        }
        if (!added.isEmpty()) {
            levee("account remove " + String.join(" ", added));
        }
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        clouds.close();
        aws.close();
    }

    @Test
    void areAllAddedButTheOneThatManagesIt() {
        assertThat(levee(ADD + " --group-by ou --dry-run")).isZero();

        assertThat(out.toString().lines().filter(line -> line.startsWith("would be added")))
                .hasSize(29)
                .anySatisfy(line -> assertThat(line).contains("100000000002").endsWith("production"));
        assertThat(out.toString()).containsPattern("left out +" + HUB);
    }

    @Test
    void keepTheirModeAndTheGroupsTheyWerePutInByHand() {
        levee(ADD + " --group-by ou --exclude 100000000003");
        levee("account add 100000000001 --mode manual --group pci,production");

        assertThat(levee(ADD)).isZero();

        assertThat(out.toString().lines().filter(line -> !line.startsWith("unchanged")))
                .satisfiesExactly(
                        added -> assertThat(added).startsWith("added").contains("100000000003"),
                        left -> assertThat(left).startsWith("left out").contains(HUB));
    }

    @Test
    void leaveTheGroupsOfAUnitTheyHaveLeft() {
        levee(ADD + " --group-by ou");
        levee("account add 100000000002 --group sandbox");

        assertThat(levee(ADD + " --group-by ou")).isZero();

        assertThat(out.toString().lines().filter(line -> line.contains("100000000002")))
                .singleElement()
                .asString()
                .startsWith("changed")
                .contains("groups: sandbox → ")
                .endsWith("production");
    }

    @Test
    void areToldOnlyToWhoMayReadIt() {
        be(aws.account("100000000001"));

        assertThat(levee(ADD)).isEqualTo(1);
        assertThat(err.toString()).contains("management account");
    }

    private void be(AwsCredentials credentials) {
        System.setProperty("aws.accessKeyId", credentials.accessKeyId());
        System.setProperty("aws.secretAccessKey", credentials.secretAccessKey());
    }

    private JsonNode call(String operation, String document) throws IOException {
        CloudApi hub = clouds.as(StaticCredentialsProvider.create(aws.account(HUB)), "owner/1");
        CloudAnswer answer =
                hub.call(new CloudCall("organizations:" + operation, "us-east-1", JSON.readTree(document)));
        assertThat(answer).isInstanceOf(CloudAnswer.Success.class);
        return ((CloudAnswer.Success) answer).document();
    }

    private int levee(String command) {
        out.getBuffer().setLength(0);
        CommandLine commandLine = LeveeMain.commandLine(Map.of(
                "LEVEE_AWS_ENDPOINT",
                aws.endpoint().toString(),
                "LEVEE_AWS_REGION",
                "eu-central-1",
                "LEVEE_KAFKA_BOOTSTRAP_SERVERS",
                KafkaForTests.bootstrapServers(),
                "LEVEE_REGISTRY_URL",
                "mock://accounts-of-an-organization"));
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(command.split(" "));
    }
}
