package dev.levee.executor.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.FailureKind;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.ConnectionMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

class RemediatorSessionsTest {

    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static final String SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:levee-AbCdEf";
    private static final JsonNode POLICY = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");

    /// The second step after 1970: RFC 4226 says its code is 287082, and the one before 755224.
    private static final Instant NOW = Instant.EPOCH.plus(OneTimeCodes.STEP).plusSeconds(10);

    private static final CloudAnswer DENIED = ScriptedCloud.failure(FailureKind.ACCESS_DENIED, "AccessDenied");
    private static final CloudAnswer SESSION = ScriptedCloud.session(NOW.plusSeconds(900));

    @Test
    void asksForFifteenMinutesWithTheCodeOfNowAndThePolicyOfTheFix() {
        ScriptedCloud cloud = ScriptedCloud.answering(ScriptedCloud.secret(SECRET), SESSION);

        Opened opened = open(cloud);

        assertThat(opened).isInstanceOf(Opened.Session.class);
        CloudCall read = cloud.calls().getFirst();
        assertThat(read.region()).isEqualTo("eu-west-1");
        assertThat(read.document().path("SecretId").asText()).isEqualTo(SECRET_ARN);
        JsonNode request = cloud.calls().getLast().document();
        assertThat(request.path("ExternalId").asText()).isEqualTo("the-uuid-287082");
        assertThat(request.path("RoleSessionName").asText()).isEqualTo("levee-command1");
        assertThat(request.path("DurationSeconds").asLong()).isEqualTo(900);
        assertThat(request.path("Policy").asText()).isEqualTo(POLICY.toString());
    }

    @Test
    void triesTheCodeBeforeOnceWhenTheRoleIsAStepBehind() {
        ScriptedCloud cloud = ScriptedCloud.answering(ScriptedCloud.secret(SECRET), DENIED, SESSION);

        Opened opened = open(cloud);

        assertThat(opened).isInstanceOf(Opened.Session.class);
        assertThat(externalIds(cloud)).containsExactly("the-uuid-287082", "the-uuid-755224");
    }

    @Test
    void triesNoThirdCode() {
        ScriptedCloud cloud = ScriptedCloud.answering(ScriptedCloud.secret(SECRET), DENIED, DENIED);

        Opened opened = open(cloud);

        assertThat(opened).isEqualTo(new Opened.NotTrusted());
        assertThat(externalIds(cloud)).hasSize(2);
    }

    @Test
    void triesNoOtherCodeWhenTheRoleDidNotSayNo() {
        ScriptedCloud cloud = ScriptedCloud.answering(
                ScriptedCloud.secret(SECRET), ScriptedCloud.failure(FailureKind.THROTTLED, "Throttling"));

        Opened opened = open(cloud);

        assertThat(opened).isInstanceOf(Opened.Failed.class);
        assertThat(externalIds(cloud)).hasSize(1);
    }

    @Test
    void saysThatTheSecretCannotBeReadBeforeAskingForAnything() {
        ScriptedCloud cloud = ScriptedCloud.answering(DENIED);

        assertThat(open(cloud))
                .isInstanceOfSatisfying(
                        Opened.Failed.class,
                        failed -> assertThat(failed.operation()).isEqualTo("secretsmanager:GetSecretValue"));
    }

    @Test
    void saysThatTheSecretIsNoKeyWithoutQuotingIt() {
        ScriptedCloud cloud = ScriptedCloud.answering(ScriptedCloud.secret("hunter2!"));

        assertThat(open(cloud))
                .isInstanceOfSatisfying(
                        Opened.Misconfigured.class,
                        wrong -> assertThat(wrong.why()).contains("Base32").doesNotContain("hunter2"));
    }

    @Test
    void showsNothingOfItsSecretsInAnythingItReturnsOrCalls() {
        ScriptedCloud cloud = ScriptedCloud.answering(ScriptedCloud.secret(SECRET), SESSION);

        Opened opened = open(cloud);

        assertThat(opened + " " + cloud.calls())
                .doesNotContain(SECRET)
                .doesNotContain("287082")
                .doesNotContain("very-secret")
                .doesNotContain("the-uuid");
    }

    private static Opened open(ScriptedCloud cloud) {
        AwsConnection connection = AwsConnection.newBuilder()
                .setMode(ConnectionMode.AUTOMATED)
                .setScanRoleArn("arn:aws:iam::111122223333:role/levee-scan")
                .setRemediatorRoleArn("arn:aws:iam::111122223333:role/levee-remediator")
                .setExternalId("the-uuid")
                .setSecretArn(SECRET_ARN)
                .build();
        Sts sts = new Sts(cloud, AnonymousCredentialsProvider.create(), "eu-central-1", "levee/test");
        return new RemediatorSessions(sts, InstantSource.fixed(NOW)).open(cloud, connection, POLICY, "command1");
    }

    private static List<String> externalIds(ScriptedCloud cloud) {
        return cloud.calls().stream()
                .filter(call -> call.operation().equals("sts:AssumeRole"))
                .map(call -> call.document().path("ExternalId").asText())
                .toList();
    }
}
