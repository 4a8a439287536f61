package dev.levee.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.rulebook.Rulebook;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ControlCommandTest {

    private static final String ROTATION = "aws-kms-key-rotation";
    private static final String LOG_VALIDATION = "aws-cloudtrail-log-file-validation";
    /// The how-to's.
    private static final Path OWN_CONTROLS = Path.of("../docs/how-to/own-controls");
    private static final String OWN = "aws-sqs-queue-message-retention";
    private static final Path OWN_FILE = OWN_CONTROLS.resolve("sqs").resolve(OWN + ".yaml");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void listsEveryControlUnderAHeading() {
        assertThat(control("list")).isZero();

        assertThat(out.toString().lines())
                .hasSize(Rulebook.standard().controls().size() + 1)
                .anySatisfy(line ->
                        assertThat(line).startsWith(ROTATION).contains("medium", "none", "Automatic rotation is on"));
    }

    @ParameterizedTest
    @CsvSource({
        "--service, kms",
        "--resource-type, AWS::KMS::Key",
        "--on, kms:DisableKeyRotation",
    })
    void listsThoseAFilterLetsThrough(String filter, String value) {
        assertThat(control("list", filter, value)).isZero();

        assertThat(out.toString()).contains(ROTATION).doesNotContain(LOG_VALIDATION);
    }

    @Test
    void listsThoseThatEveryFilterLetsThrough() {
        assertThat(control("list", "--service", "kms,cloudtrail", "--severity", "low,medium", "--risk", "none"))
                .isZero();
        assertThat(out.toString()).contains(ROTATION, LOG_VALIDATION).doesNotContain("aws-s3-");
    }

    @Test
    void saysSoWhenNoControlPassesTheFilters() {
        assertThat(control("list", "--service", "kms", "--on", "s3:CreateBucket"))
                .isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("no control passes");
    }

    @ParameterizedTest
    @CsvSource({
        "--service, s4, did you mean s3",
        "--resource-type, AWS::S3::Buckets, did you mean AWS::S3::Bucket?",
        "--on, s3:DeleteBucketEncription, did you mean s3:DeleteBucketEncryption",
        "--severity, huge, 'MEDIUM'",
    })
    void refusesAFilterThatNothingCouldPass(String filter, String value, String answer) {
        assertThat(control("list", filter, value)).isEqualTo(2);
        assertThat(err.toString()).contains(answer);
    }

    @Test
    void listsAsJson() throws IOException {
        assertThat(control("list", "--service", "kms", "--json")).isZero();

        JsonNode first =
                new ObjectMapper().readTree(out.toString().lines().findFirst().orElseThrow());
        assertThat(first.path("service").asText()).isEqualTo("kms");
        assertThat(first.path("rollback").isBoolean()).isTrue();
    }

    @Test
    void showsEverythingAboutAControl() {
        assertThat(control("show", ROTATION)).isZero();

        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("medium", "rollback", "Rotating back is not possible")
                .contains("kms:DisableKeyRotation")
                .contains("automatic rotation is off", "key: state.key.KeyMetadata", "AWS manages the key")
                .contains("rotationDays: a whole number from 90 to 2560; default 365", "The period to set.")
                .contains("rotationDays must not be longer than maxRotationDays")
                .contains("kms:EnableKeyRotation {\"KeyId\":\"${resource.id}\"", "kms:ListKeys")
                .contains("kms:GetKeyRotationStatus arn:${resource.partition}:kms:")
                .contains("cloudneeti 78 KMSRotationEnabled", "https://docs.aws.amazon.com/kms/");
        assertThat(out.toString().lines()).noneMatch(line -> line.isBlank() && !line.isEmpty());
    }

    @Test
    void showsAControlAsJsonWithItsSessionPolicies() throws IOException {
        assertThat(control("show", ROTATION, "--json")).isZero();

        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.at("/definition/inputs/rotationDays/max").asInt()).isEqualTo(2560);
        assertThat(json.at("/sessionPolicies/fix/Statement/0/Action/0").asText())
                .isEqualTo("kms:EnableKeyRotation");
        assertThat(json.path("definition").has("examples")).isFalse();
    }

    @Test
    void asksWhatWasMeantByAnIdItDoesNotKnow() {
        assertThat(control("show", "aws-kms-rotation")).isEqualTo(2);
        assertThat(err.toString()).contains("no control `aws-kms-rotation`; did you mean " + ROTATION);
    }

    @ParameterizedTest
    @CsvSource({
        "kmsrotationenabled, cloudneeti 78 KMSRotationEnabled",
        "cloudtrailFileValidation, plugins/aws/cloudtrail/cloudtrailFileValidation.js",
        "monthly price, The first two rotations of a key raise its monthly price"
    })
    void findsWordsInWhatOtherProductsCallItAndInTheCaution(String words, String found) {
        assertThat(control(("search " + words).split(" "))).isZero();
        assertThat(out.toString()).contains(found);
    }

    @Test
    void findsThoseWithEveryWordAndNamesThemFirst() {
        assertThat(control("search", "key", "ROTATION")).isZero();
        assertThat(out.toString().lines().skip(1).findFirst())
                .hasValueSatisfying(line -> assertThat(line).startsWith(ROTATION));
        assertThat(out.toString()).doesNotContain(LOG_VALIDATION);
    }

    @Test
    void saysWithItsExitCodeThatItFoundNothing() {
        assertThat(control("search", "flux", "capacitor")).isEqualTo(1);
        assertThat(err.toString()).contains("no control has flux and capacitor");
    }

    @Test
    void knowsTheControlsOfAnOwnFolder() {
        assertThat(control("list", "--own", "--controls-dir", OWN_CONTROLS.toString()))
                .isZero();
        assertThat(out.toString().lines()).hasSize(2).last().asString().startsWith(OWN);
    }

    @Test
    void saysWhatIsWrongInAnOwnFolderLineByLine() throws IOException {
        Files.writeString(folder.resolve("aws-sqs-queue-mine.yaml"), "id: aws-sqs-queue-mine\n");

        assertThat(control("list", "--controls-dir", folder.toString())).isEqualTo(1);
        assertThat(err.toString().lines())
                .hasSizeGreaterThan(5)
                .allMatch(line -> line.startsWith("levee: " + folder.resolve("aws-sqs-queue-mine.yaml") + ":1: "));
    }

    @Test
    void validatesPoliciesThatNameOwnControls() throws IOException {
        Path policy = Files.writeString(folder.resolve("mine.yaml"), """
                id: mine
                controls: [aws-sqs-queue-message-retention]
                mode: observe
                scope: {groups: [production]}
                """);

        assertThat(levee("policy", "validate", policy.toString())).isEqualTo(1);
        assertThat(levee("policy", "validate", "--controls-dir", OWN_CONTROLS.toString(), policy.toString()))
                .isZero();
    }

    @Test
    void triesAControlOnItsExamplesAndInALocalCloud() throws IOException {
        assertThat(control("test", OWN_CONTROLS.toString())).isZero();

        assertThat(out.toString().lines())
                .contains(
                        "ok      " + OWN + "  example: exactly as long as wanted (line %d)".formatted(lineOfExample()))
                .contains("ok      " + OWN + "  trial: the rollback brings back what was")
                .contains("ok      " + OWN + "  trial: the fix needs each of its permissions")
                .last()
                .asString()
                .isEqualTo("all 14 hold");
    }

    @Test
    void saysWhichExampleAndWhichPromiseDoNotHold() throws IOException {
        String broken = Files.readString(OWN_FILE)
                .replace("kept >= wanted", "kept > wanted")
                .replace("permissions: {sqs:SetQueueAttributes", "permissions: {sqs:PurgeQueue");
        Path file = Files.writeString(folder.resolve(OWN_FILE.getFileName()), broken);

        assertThat(control("test", "--json", file.toString())).isEqualTo(1);

        assertThat(out.toString())
                .contains("\"what\":\"exactly as long as wanted (line %d)\",\"holds\":false".formatted(lineOfExample()))
                .contains("expected compliant, is non-compliant")
                .contains("\"kind\":\"trial\"", "a call was refused");
    }

    @Test
    void triesExamplesWithoutACloud() {
        assertThat(control("test", "--examples", OWN_FILE.toString())).isZero();
        assertThat(out.toString()).contains("example:").doesNotContain("trial:");
    }

    @Test
    void saysWhereAControlToBeTestedIsWrong() throws IOException {
        Path file = Files.writeString(
                folder.resolve(OWN_FILE.getFileName()),
                Files.readString(OWN_FILE).replace("severity: low", "severity: small"));

        assertThat(control("test", file.toString())).isEqualTo(1);
        assertThat(err.toString()).startsWith("levee: " + file.toAbsolutePath() + ":3: unknown");
    }

    private static int lineOfExample() throws IOException {
        return Files.readAllLines(OWN_FILE).indexOf("  - name: exactly as long as wanted") + 1;
    }

    private int control(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "control";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return levee(all);
    }

    private int levee(String... arguments) {
        CommandLine commandLine = LeveeMain.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
