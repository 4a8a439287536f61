package dev.levee.executor.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

class RemediatorSessionsTest {

    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static final String SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:levee-AbCdEf";
    private static final String ROLE = "arn:aws:iam::111122223333:role/levee-remediator";

    /// HMAC-SHA256 of the key's bytes, 12345678901234567890, and "levee-key-check".
    private static final String KEY_CHECK = "d7458564";

    private static final JsonNode POLICY = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");

    /// The second step after 1970: RFC 4226 says its code is 287082, and the one before 755224.
    private static final Instant NOW = Instant.EPOCH.plus(OneTimeCodes.STEP).plusSeconds(100);

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
    void triesTheCodeAfterwardsOnceWhenItsOwnClockMayBeBehind() {
        ScriptedCloud cloud = ScriptedCloud.answering(ScriptedCloud.secret(SECRET), DENIED, SESSION);

        open(cloud, NOW.minusSeconds(110), new CodeSource.Secret());

        assertThat(externalIds(cloud)).containsExactly("the-uuid-755224", "the-uuid-287082");
    }

    @Test
    void triesTheCodeBeforeFirstWhileTheNewOneMayStillBeOnItsWay() {
        ScriptedCloud cloud = ScriptedCloud.answering(ScriptedCloud.secret(SECRET), DENIED, SESSION);

        open(cloud, NOW.minusSeconds(50), new CodeSource.Secret());

        assertThat(externalIds(cloud)).containsExactly("the-uuid-755224", "the-uuid-287082");
    }

    @Test
    void triesNoThirdCodeAndSaysThatTheTrustIsWrong() {
        ScriptedCloud cloud =
                ScriptedCloud.answering(ScriptedCloud.secret(SECRET), DENIED, DENIED, tags(NOW, KEY_CHECK));

        Opened opened = open(cloud);

        assertThat(opened).isEqualTo(new Opened.Blocked(Obstacle.TRUST_REFUSED, ROLE));
        assertThat(externalIds(cloud)).hasSize(2);
    }

    @Test
    void saysThatTheRotationIsStale() {
        Instant longAgo = NOW.minus(OneTimeCodes.STEP.multipliedBy(3));

        assertThat(refused(tags(longAgo, KEY_CHECK))).isEqualTo(Obstacle.ROTATION_STALE);
    }

    @Test
    void saysThatTheRoleWasNeverRotated() {
        assertThat(refused(ScriptedCloud.success("{\"Tags\": []}"))).isEqualTo(Obstacle.ROTATION_STALE);
    }

    @Test
    void saysThatTheCodesAreMadeFromAnotherKey() {
        assertThat(refused(tags(NOW, "00000000"))).isEqualTo(Obstacle.WRONG_SECRET);
    }

    @Test
    void saysThatTheRoleIsMissing() {
        assertThat(refused(ScriptedCloud.failure(FailureKind.REJECTED, "NoSuchEntity")))
                .isEqualTo(Obstacle.ROLE_MISSING);
    }

    @Test
    void saysThatTheOrganizationDenies() {
        CloudAnswer denied = ScriptedCloud.denied(
                "User: x is not authorized to perform: sts:AssumeRole on resource: y with an explicit deny in a"
                        + " service control policy");

        assertThat(open(ScriptedCloud.answering(ScriptedCloud.secret(SECRET), denied)))
                .isEqualTo(new Opened.Blocked(Obstacle.ORGANIZATION_DENIED, ROLE));
    }

    @ParameterizedTest
    @CsvSource({
        "REJECTED,      ResourceNotFoundException, gone,                             SECRET_MISSING",
        "REJECTED,      InvalidRequestException,   marked for deletion,              SECRET_MISSING",
        "REJECTED,      DecryptionFailure,         disabled,                         KEY_UNUSABLE",
        "ACCESS_DENIED, AccessDeniedException,     Access to KMS is not allowed,     KEY_DENIED",
        "ACCESS_DENIED, AccessDeniedException,     because no identity-based policy, SECRET_DENIED",
        "ACCESS_DENIED, AccessDeniedException,     a service control policy,         ORGANIZATION_DENIED",
    })
    void saysWhyTheSecretCannotBeRead(FailureKind kind, String code, String message, Obstacle obstacle) {
        ScriptedCloud cloud = ScriptedCloud.answering(new CloudAnswer.Failure(kind, code, message, 400, "r"));

        assertThat(open(cloud)).isEqualTo(new Opened.Blocked(obstacle, SECRET_ARN));
    }

    @Test
    void usesAPersonsCodeOnceAndReadsNoSecretForIt() {
        CodeSource typed = new CodeSource.Typed("123456".toCharArray());
        ScriptedCloud cloud = ScriptedCloud.answering(SESSION);

        assertThat(open(cloud, NOW, typed)).isInstanceOf(Opened.Session.class);
        assertThat(open(cloud, NOW, typed)).isEqualTo(new Opened.Blocked(Obstacle.NO_CODE, ROLE));
        assertThat(externalIds(cloud)).containsExactly("the-uuid-123456");
    }

    @Test
    void triesAPersonsCodeAloneAndSaysThatItIsWrong() {
        ScriptedCloud cloud = ScriptedCloud.answering(DENIED);

        assertThat(open(cloud, NOW, new CodeSource.Typed("123456".toCharArray())))
                .isEqualTo(new Opened.Blocked(Obstacle.CODE_REFUSED, ROLE));
    }

    @Test
    void takesAsManyDigitsAsTheOwnerOfAnAccountHasSet() {
        ScriptedCloud cloud = ScriptedCloud.answering(SESSION);

        open(cloud, NOW, new CodeSource.Typed("0123456789012345".toCharArray()));

        assertThat(externalIds(cloud)).containsExactly("the-uuid-0123456789012345");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345x", "12345", "12345678901234567", ""})
    void takesNothingButDigitsForACodeAndDoesNotRepeatThem(String given) {
        assertThatThrownBy(() -> new CodeSource.Typed(given.toCharArray())).hasMessage("a code has 6 to 16 digits");
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
    void takesAFailureOfTheCloudForNoObstacle() {
        ScriptedCloud cloud =
                ScriptedCloud.answering(ScriptedCloud.failure(FailureKind.UNAVAILABLE, "InternalServiceError"));

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
                        Opened.Blocked.class,
                        wrong -> assertThat(wrong.sentence()).contains("Base32").doesNotContain("hunter2"));
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
        return open(cloud, NOW, new CodeSource.Secret());
    }

    private static Opened open(ScriptedCloud cloud, Instant now, CodeSource source) {
        AwsConnection connection = AwsConnection.newBuilder()
                .setMode(ConnectionMode.AUTOMATED)
                .setScanRoleArn("arn:aws:iam::111122223333:role/levee-scan")
                .setRemediatorRoleArn(ROLE)
                .setExternalId("the-uuid")
                .setSecretArn(SECRET_ARN)
                .build();
        Sts sts = new Sts(cloud, AnonymousCredentialsProvider.create(), "eu-central-1", "levee/test");
        return new RemediatorSessions(sts, InstantSource.fixed(now))
                .open(cloud, connection, POLICY, "command1", source);
    }

    private static Obstacle refused(CloudAnswer tags) {
        ScriptedCloud cloud = ScriptedCloud.answering(ScriptedCloud.secret(SECRET), DENIED, DENIED, tags);
        return ((Opened.Blocked) open(cloud)).obstacle();
    }

    private static CloudAnswer tags(Instant rotatedAt, String keyCheck) {
        return ScriptedCloud.success("""
                {"Tags": [{"Key": "owner", "Value": "platform"}, {"Key": "levee:rotated-at", "Value": "%s"},
                          {"Key": "levee:key-check", "Value": "%s"}]}""".formatted(rotatedAt, keyCheck));
    }

    private static List<String> externalIds(ScriptedCloud cloud) {
        return cloud.calls().stream()
                .filter(call -> call.operation().equals("sts:AssumeRole"))
                .map(call -> call.document().path("ExternalId").asText())
                .toList();
    }
}
