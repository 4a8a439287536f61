package dev.levee.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudCall;
import dev.levee.sandbox.Sandbox;
import dev.levee.sandbox.SandboxOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// `levee finding` and `levee remediate` against a whole sandbox, with the code that an account's owner would read.
class FixByHandCommandsTest {

    private static final String ACCOUNT = "111111111111";
    private static final String REGION = "eu-central-1";
    private static final String VERSIONING = "aws-s3-bucket-versioning";
    private static final String IAM_AUTH = "aws-rds-instance-iam-auth";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CODE = Pattern.compile("-([0-9]{6})\"");

    private static Sandbox sandbox;
    private static Map<String, String> environment;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start(@TempDir Path folder, @TempDir Path policies) throws Exception {
        sandbox = Sandbox.start(SandboxOptions.in(folder), _ -> {});
        environment = Map.of(
                "LEVEE_KAFKA_BOOTSTRAP_SERVERS", sandbox.bootstrapServers(),
                "LEVEE_REGISTRY_URL", sandbox.endpoints().registry(),
                "LEVEE_API_URL", sandbox.api().url().toString(),
                "LEVEE_API_TOKEN", sandbox.api().token());
        Path policy = Files.writeString(policies.resolve("policy.yaml"), """
                id: decided-by-people
                description: Somebody decides which buckets keep their versions, and who logs in to databases.
                controls: [aws-s3-bucket-versioning, aws-rds-instance-iam-auth]
                mode: assisted
                scope: {groups: [production]}
                """);
        assertThat(LeveeMain.commandLine(environment).execute("policy", "publish", policy.toString()))
                .isZero();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void listShowAndFixAFinding() throws Exception {
        String bucket = suspendedBucket();
        String id = findingOf(VERSIONING, bucket);

        assertThat(levee("finding", "list", "--severity", "medium", "--account", ACCOUNT))
                .isZero();
        assertThat(out.toString()).contains("BY HAND", id, VERSIONING, "arn:aws:s3:::" + bucket);

        assertThat(levee("finding", "show", id)).isZero();
        assertThat(out.toString())
                .contains("versioning is Suspended", "by hand    levee remediate " + id, "caution", "payments");

        assertThat(levee("remediate", id, "--code", code(), "--json"))
                .as("%s%s", out, err)
                .isZero();
        JsonNode outcome = JSON.readTree(out.toString().lines().toList().getLast());
        assertThat(outcome.path("outcome").asText()).isEqualTo("applied");
        assertThat(call("s3:GetBucketVersioning", Map.of("Bucket", bucket))
                        .path("Status")
                        .asText())
                .isEqualTo("Enabled");

        await().untilAsserted(() ->
                assertThat(levee("finding", "show", id)).as("%s", out).isEqualTo(1));
        assertThat(err.toString()).contains("no open finding", "levee finding list");
    }

    @Test
    void waitForAFixThatTakesItsTimeWithAnInputOfOnesOwn() {
        String instance = "db-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
        call(
                "rds:CreateDBInstance",
                Map.of(
                        "DBInstanceIdentifier",
                        instance,
                        "DBInstanceClass",
                        "db.t4g.medium",
                        "Engine",
                        "mysql",
                        "AllocatedStorage",
                        20,
                        "MasterUsername",
                        "admin",
                        "ManageMasterUserPassword",
                        true));
        String id = findingOf(IAM_AUTH, instance);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        database(instance).path("DBInstanceStatus").asText().equals("available"));

        assertThat(levee("remediate", id, "--code", code(), "--input", "applyImmediately=true"))
                .as("%s%s", out, err)
                .isZero();

        assertThat(out.toString().lines().toList())
                .satisfiesExactly(
                        called -> assertThat(called).startsWith("called "),
                        fixed -> assertThat(fixed).startsWith("fixed "));
        assertThat(database(instance).path("IAMDatabaseAuthenticationEnabled").asBoolean())
                .isTrue();
    }

    @Test
    void readTheCodeFromWhatIsPipedIn() throws Exception {
        String bucket = suspendedBucket();
        String id = findingOf(VERSIONING, bucket);
        InputStream usual = System.in;
        System.setIn(new ByteArrayInputStream((code() + "\n").getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(levee("remediate", id)).as("%s%s", out, err).isZero();
        } finally {
            System.setIn(usual);
        }

        assertThat(out.toString()).contains("fixed");
    }

    @Test
    void sayWhatToDoAboutAWrongCode() throws Exception {
        String id = findingOf(VERSIONING, suspendedBucket());
        String wrong = code().equals("000000") ? "000001" : "000000";

        assertThat(levee("remediate", id, "--code", wrong)).isEqualTo(1);

        assertThat(err.toString()).startsWith("levee: ").contains("does not accept this code", "newest code");
        assertThat(err.toString()).doesNotContain(wrong);
    }

    @Test
    void refuseWhatIsNoCodeBeforeAskingAnybody() {
        assertThat(levee("remediate", "aaaaaaaaaa", "--code", "12345x")).isEqualTo(2);

        assertThat(err.toString()).contains("6 to 16 digits").doesNotContain("12345x");
    }

    @ParameterizedTest
    @CsvSource({
        "LEVEE_API_URL, '', LEVEE_API_URL is missing",
        "LEVEE_API_URL, http://levee.example.com, it must be an https URL",
        "LEVEE_API_URL, http://localhost:1, does not answer",
        "LEVEE_API_TOKEN, '', LEVEE_API_TOKEN_FILE",
        "LEVEE_API_TOKEN, wrong, the token is not accepted",
        "LEVEE_API_CA, /none.pem, LEVEE_API_CA=/none.pem is not usable",
        "LEVEE_API_CLIENT_KEY, /none.pem, belong together"
    })
    void sayWhichVariableIsToBeMended(String variable, String value, String said) {
        Map<String, String> broken = new HashMap<>(environment);
        broken.put(variable, value);

        assertThat(levee(broken, "finding", "list")).isEqualTo(1);

        assertThat(err.toString()).contains(said);
    }

    @Test
    void takeTheTokenFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), sandbox.api().token() + "\n");
        Map<String, String> variables = new HashMap<>(environment);
        variables.remove("LEVEE_API_TOKEN");
        variables.put("LEVEE_API_TOKEN_FILE", file.toString());

        assertThat(levee(variables, "finding", "list", "--json")).as("%s", err).isZero();
    }

    private static JsonNode database(String instance) {
        return call("rds:DescribeDBInstances", Map.of("DBInstanceIdentifier", instance))
                .at("/DBInstances/0");
    }

    private static String suspendedBucket() {
        String bucket = "by-hand-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
        call(
                "s3:CreateBucket",
                Map.of("Bucket", bucket, "CreateBucketConfiguration", Map.of("LocationConstraint", REGION)));
        call(
                "s3:PutBucketVersioning",
                Map.of("Bucket", bucket, "VersioningConfiguration", Map.of("Status", "Suspended")));
        return bucket;
    }

    /// The finding's short id, once there is one.
    private String findingOf(String control, String resourceId) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            levee("finding", "list", "--control", control, "--json");
                            for (String line : out.toString().lines().toList()) {
                                JsonNode finding = JSON.readTree(line);
                                if (finding.path("resourceId").asText().equals(resourceId)) {
                                    return finding.path("id").asText();
                                }
                            }
                            return "";
                        },
                        id -> !id.isEmpty());
    }

    /// As the account's owner reads it.
    private static String code() {
        String policy = URLDecoder.decode(
                call("iam:GetRole", Map.of("RoleName", "levee-remediator"))
                        .at("/Role/AssumeRolePolicyDocument")
                        .asText(),
                StandardCharsets.UTF_8);
        List<String> codes =
                CODE.matcher(policy).results().map(MatchResult::group).toList();
        return codes.getFirst().substring(1, 7);
    }

    private static JsonNode call(String operation, Map<String, Object> document) {
        return switch (sandbox.cloud(ACCOUNT).call(new CloudCall(operation, REGION, JSON.valueToTree(document)))) {
            case CloudAnswer.Success success -> success.document();
            case CloudAnswer.Failure failure -> throw new AssertionError(operation + ": " + failure);
        };
    }

    private int levee(String... arguments) {
        return levee(environment, arguments);
    }

    private int levee(Map<String, String> variables, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = LeveeMain.commandLine(variables);
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
