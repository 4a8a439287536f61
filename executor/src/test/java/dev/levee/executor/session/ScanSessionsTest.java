package dev.levee.executor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.cloud.FailureKind;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.ConnectionMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

class ScanSessionsTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final AwsConnection CONNECTION = connection("the-uuid");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final ScriptedCloud cloud = ScriptedCloud.answering(
            ScriptedCloud.session(START.plus(Duration.ofHours(1))),
            ScriptedCloud.session(START.plus(Duration.ofHours(2))));
    private final ScanSessions sessions = sessions(cloud);

    @Test
    void areKeptUntilShortlyBeforeTheyExpire() {
        sessions.open(CONNECTION);

        now.set(START.plus(Duration.ofMinutes(54)));
        sessions.open(CONNECTION);
        assertThat(cloud.calls()).hasSize(1);

        now.set(START.plus(Duration.ofMinutes(55)));
        sessions.open(CONNECTION);
        assertThat(cloud.calls()).hasSize(2);
    }

    @Test
    void areOpenedAnewWhenTheOwnerChangesTheExternalId() {
        sessions.open(CONNECTION);

        sessions.open(connection("another"));

        assertThat(cloud.calls().getLast().document().path("ExternalId").asText())
                .isEqualTo("another");
    }

    @Test
    void areOpenedAnewOnceForgotten() {
        sessions.open(CONNECTION);

        sessions.forget(CONNECTION);
        sessions.open(CONNECTION);

        assertThat(cloud.calls()).hasSize(2);
    }

    @Test
    void sayThatTheRoleDoesNotTrustLevee() {
        ScriptedCloud denying =
                ScriptedCloud.answering(ScriptedCloud.failure(FailureKind.ACCESS_DENIED, "AccessDenied"));

        assertThat(sessions(denying).open(CONNECTION))
                .isEqualTo(new Opened.Blocked(Obstacle.SCAN_ROLE_REFUSED, CONNECTION.getScanRoleArn()));
    }

    private ScanSessions sessions(ScriptedCloud scripted) {
        InstantSource clock = now::get;
        return new ScanSessions(
                new Sts(scripted, AnonymousCredentialsProvider.create(), "eu-central-1", "levee/test"), clock);
    }

    private static AwsConnection connection(String externalId) {
        return AwsConnection.newBuilder()
                .setMode(ConnectionMode.MANUAL)
                .setScanRoleArn("arn:aws:iam::111122223333:role/levee-scan")
                .setRemediatorRoleArn("arn:aws:iam::111122223333:role/levee-remediator")
                .setExternalId(externalId)
                .build();
    }
}
