package dev.levee.executor.session;

import static dev.levee.executor.session.ScriptedCloud.denied;
import static dev.levee.executor.session.ScriptedCloud.failure;
import static dev.levee.executor.session.ScriptedCloud.secret;
import static dev.levee.executor.session.ScriptedCloud.session;
import static dev.levee.executor.session.ScriptedCloud.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.FailureKind;
import dev.levee.executor.session.Inspection.Codes;
import dev.levee.executor.session.Inspection.Entry;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.ConnectionMode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

class InspectionTest {

    private static final Instant NOW = Instant.parse("2026-11-03T10:15:30Z");
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final String SECRET_ARN = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:levee/otp";

    /// Base32 of `12345678901234567890`.
    private static final String KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private static final AwsConnection CONNECTION = AwsConnection.newBuilder()
            .setMode(ConnectionMode.AUTOMATED)
            .setScanRoleArn("arn:aws:iam::111122223333:role/levee-scan")
            .setRemediatorRoleArn("arn:aws:iam::111122223333:role/levee-remediator")
            .setExternalId("5b0c2f4e-1f60-4ad7-9f7e-0c3f5f5b9a11")
            .setSecretArn(SECRET_ARN)
            .build();

    @ParameterizedTest
    @CsvSource({"0", "90", "-3600"})
    void tellsByTheSessionsEndHowFarTheCloudsClockIsAhead(long seconds) {
        Entry entry = scanRole(session(NOW.plus(LIFETIME).plusSeconds(seconds)));

        assertThat(entry)
                .isInstanceOfSatisfying(
                        Entry.Open.class, open -> assertThat(open.ahead()).isEqualTo(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({
        "because no identity-based policy allows the sts:AssumeRole action, IDENTITY_DENIED",
        "because no permissions boundary allows the sts:AssumeRole action, IDENTITY_DENIED",
        "with an explicit deny in a service control policy, ORGANIZATION_DENIED",
        "on resource: arn:aws:iam::111122223333:role/levee-scan, SCAN_ROLE_REFUSED",
    })
    void tellsLeveesOwnPermissionsFromTheRolesTrust(String words, Obstacle obstacle) {
        Entry entry = scanRole(denied("User: x is not authorized to perform: sts:AssumeRole " + words));

        assertThat(entry).isEqualTo(new Entry.Shut(new Opened.Blocked(obstacle, CONNECTION.getScanRoleArn())));
    }

    @Test
    void findsCodesGoodThatWereRotatedLatelyWithTheSecretsKey() {
        assertThat(codes(secret(KEY), tags(NOW.minusSeconds(200), keyCheck()))).isEqualTo(new Codes.Good());
    }

    @Test
    void findsCodesUselessWhenTheRotationStopped() {
        assertThat(codes(secret(KEY), tags(NOW.minusSeconds(1200), keyCheck())))
                .isEqualTo(useless(Obstacle.ROTATION_STALE));
    }

    @Test
    void findsCodesUselessOfAnotherKey() {
        assertThat(codes(secret(KEY), tags(NOW.minusSeconds(200), "00000000")))
                .isEqualTo(useless(Obstacle.WRONG_SECRET));
    }

    @Test
    void findsNoCodeInASecretThatHoldsNoKey() {
        assertThat(codes(secret("hunter2!")))
                .isEqualTo(new Codes.Useless(new Opened.Blocked(Obstacle.SECRET_UNUSABLE, SECRET_ARN)));
    }

    @Test
    void tellsASecretItMayNotReadFromAKeyItMayNotUse() {
        assertThat(codes(denied("because no resource-based policy allows the secretsmanager:GetSecretValue action")))
                .isEqualTo(new Codes.Unreadable(new Opened.Blocked(Obstacle.SECRET_DENIED, SECRET_ARN)));
        assertThat(codes(denied("Access to KMS is not allowed")))
                .isEqualTo(new Codes.Unreadable(new Opened.Blocked(Obstacle.KEY_DENIED, SECRET_ARN)));
    }

    @Test
    void doesNotJudgeCodesByTagsItMayNotRead() {
        assertThat(codes(secret(KEY), failure(FailureKind.ACCESS_DENIED, "AccessDenied")))
                .isEqualTo(new Codes.Untold());
    }

    private static Entry scanRole(CloudAnswer answer) {
        return inspection(ScriptedCloud.answering(answer)).scanRole(CONNECTION);
    }

    private static Codes codes(CloudAnswer... answers) {
        ScriptedCloud cloud = ScriptedCloud.answering(answers);
        return inspection(cloud).codes(cloud, CONNECTION, SECRET_ARN);
    }

    private static Inspection inspection(ScriptedCloud cloud) {
        return new Inspection(
                new Sts(cloud, AnonymousCredentialsProvider.create(), "eu-central-1", "levee/test"), () -> NOW);
    }

    private static Codes useless(Obstacle obstacle) {
        return new Codes.Useless(new Opened.Blocked(obstacle, CONNECTION.getRemediatorRoleArn()));
    }

    private static CloudAnswer tags(Instant rotatedAt, String keyCheck) {
        return success("""
                {"Tags": [{"Key": "levee:rotated-at", "Value": "%s"}, {"Key": "levee:key-check", "Value": "%s"}]}""".formatted(rotatedAt, keyCheck));
    }

    private static String keyCheck() {
        try (CodeKey key = CodeKey.ofBase32(KEY.toCharArray())) {
            return key.check();
        }
    }
}
