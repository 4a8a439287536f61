package dev.levee.executor.readiness;

import static dev.levee.executor.session.ScriptedCloud.failure;
import static dev.levee.executor.session.ScriptedCloud.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.FailureKind;
import dev.levee.executor.readiness.Needs.Need;
import dev.levee.executor.readiness.Simulation.Missing;
import dev.levee.executor.readiness.Simulation.Objection;
import dev.levee.executor.session.ScriptedCloud;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What only the real IAM answers is scripted.
class SimulationTest {

    private static final String ROLE = "arn:aws:iam::111122223333:role/levee-remediator";
    private static final String BUCKET = "arn:aws:s3:::logs";
    private static final Need PUT = new Need("aws-s3-one", "s3:PutBucketPolicy", BUCKET);
    private static final Need GET = new Need("aws-s3-two", "s3:GetBucketPolicy", BUCKET);
    private static final Need ROTATE = new Need("aws-kms-one", "kms:EnableKeyRotation", "*");

    @Test
    void asksForTheActionsOfAServiceOnAResourceTogether() {
        ScriptedCloud cloud = ScriptedCloud.answering(
                answer(result("kms:EnableKeyRotation", "allowed", "")),
                answer(result("s3:PutBucketPolicy", "allowed", ""), result("s3:GetBucketPolicy", "allowed", "")));

        assertThat(ask(cloud, PUT, ROTATE, GET)).isEqualTo(new Simulation.Answer.Told(List.of(), List.of()));
        assertThat(cloud.calls())
                .extracting(CloudCall::document)
                .extracting(document -> document.path("ActionNames").toString())
                .containsExactly("[\"kms:EnableKeyRotation\"]", "[\"s3:GetBucketPolicy\",\"s3:PutBucketPolicy\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "implicitDeny | NOT_ALLOWED  | ",
                "explicitDeny | EXPLICIT     | ",
                "implicitDeny | BOUNDARY     | , \"PermissionsBoundaryDecisionDetail\": {\"AllowedByPermissionsBoundary\": false}",
                "explicitDeny | ORGANIZATION | , \"OrganizationsDecisionDetail\": {\"AllowedByOrganizations\": false}"
            })
    void saysWhoseWordStandsAgainstAnAction(String decision, Objection objection, String detail) {
        ScriptedCloud cloud =
                ScriptedCloud.answering(answer(result("s3:PutBucketPolicy", decision, detail == null ? "" : detail)));

        assertThat(ask(cloud, PUT))
                .isEqualTo(new Simulation.Answer.Told(List.of(new Missing(PUT, objection)), List.of()));
    }

    @Test
    void readsEveryPage() {
        ScriptedCloud cloud = ScriptedCloud.answering(
                success("""
                        {"IsTruncated": true, "Marker": "more", "EvaluationResults": [%s]}""".formatted(result("s3:GetBucketPolicy", "allowed", ""))),
                answer(result("s3:PutBucketPolicy", "implicitDeny", "")));

        assertThat(ask(cloud, PUT, GET))
                .isEqualTo(new Simulation.Answer.Told(List.of(new Missing(PUT, Objection.NOT_ALLOWED)), List.of()));
    }

    @Test
    void asksOneByOneWhatIamDoesNotTakeTogether() {
        ScriptedCloud cloud = ScriptedCloud.answering(
                failure(FailureKind.REJECTED, "InvalidInput"),
                answer(result("s3:PutBucketPolicy", "implicitDeny", "")),
                failure(FailureKind.REJECTED, "InvalidInput"));

        assertThat(ask(cloud, PUT, GET))
                .isEqualTo(new Simulation.Answer.Told(
                        List.of(new Missing(PUT, Objection.NOT_ALLOWED)), List.of("s3:GetBucketPolicy")));
    }

    @Test
    void takesNoAnswerForAnAnswer() {
        ScriptedCloud cloud = ScriptedCloud.answering(failure(FailureKind.THROTTLED, "Throttling"));

        assertThat(ask(cloud, PUT)).isInstanceOf(Simulation.Answer.Unknown.class);
    }

    private static Simulation.Answer ask(ScriptedCloud cloud, Need... needs) {
        return new Simulation(cloud, ROLE, "us-east-1", "eu-central-1").ask(List.of(needs));
    }

    private static CloudAnswer answer(String... results) {
        return success("{\"IsTruncated\": false, \"EvaluationResults\": [%s]}".formatted(String.join(",", results)));
    }

    private static String result(String action, String decision, String detail) {
        return """
                {"EvalActionName": "%s", "EvalResourceName": "%s", "EvalDecision": "%s"%s}""".formatted(action, BUCKET, decision, detail);
    }
}
