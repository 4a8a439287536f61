package dev.levee.executor.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.FailureKind;
import dev.levee.executor.session.Clouds;
import dev.levee.executor.session.CodeSource;
import dev.levee.executor.session.ScriptedCloud;
import dev.levee.rulebook.Rulebook;
import dev.levee.schemas.Account;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.Provider;
import dev.levee.schemas.Readiness;
import dev.levee.schemas.ReadinessStep;
import dev.levee.schemas.Registry;
import dev.levee.schemas.StepResult;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

/// What is said of accounts whose records lack something, or whose events nobody listens to.
class AccountVerifierTest {

    private static final String ID = "111122223333";
    private static final Clock CLOCK = Clock.systemUTC();

    @Test
    void failsAnAutomatedConnectionThatNamesNoSecret() throws Exception {
        Readiness readiness = verify(ConnectionMode.AUTOMATED, new CodeSource.Secret());

        assertThat(readiness.getReady()).isFalse();
        assertThat(readiness.getSteps())
                .extracting(ReadinessStep::getName, ReadinessStep::getResult)
                .contains(
                        tuple("secret", StepResult.FAILED),
                        tuple("code", StepResult.SKIPPED),
                        tuple("remediator-role", StepResult.SKIPPED));
        assertThat(step(readiness, "secret").getMend()).contains("automated mode");
    }

    @Test
    void saysOfAManualConnectionThatNoCodeWasTried() throws Exception {
        Readiness readiness = verify(ConnectionMode.MANUAL, new CodeSource.Absent());

        assertThat(step(readiness, "remediator-role").getMessage()).contains("no code was tried");
    }

    @Test
    void skipsTheEventsWhereHeartbeatsAreSwitchedOff() throws Exception {
        ReadinessStep events = step(verify(ConnectionMode.MANUAL, new CodeSource.Absent()), "events");

        assertThat(events.getResult()).isEqualTo(StepResult.SKIPPED);
        assertThat(events.getMessage()).contains("LEVEE_EXECUTOR_HEARTBEAT_EVERY is 0");
    }

    private static Readiness verify(ConnectionMode mode, CodeSource codes) throws InterruptedException {
        Clouds clouds = (_, _) -> AccountVerifierTest::answer;
        LeveeIdentity levee =
                new LeveeIdentity(clouds, AnonymousCredentialsProvider.create(), "eu-west-1", "levee/test");
        try (Heartbeats unheard = new Heartbeats(Map.of(), Registry.at("mock://verifier"))) {
            return new AccountVerifier(levee, unheard, Duration.ZERO, CLOCK, "test")
                    .verify(account(mode), new Needs(Rulebook.standard(), List.of()), codes, _ -> {});
        }
    }

    private static CloudAnswer answer(CloudCall call) {
        return switch (call.operation()) {
            case "sts:GetCallerIdentity" ->
                ScriptedCloud.success("{\"Arn\": \"arn:aws:iam::999988887777:user/levee\"}");
            case "sts:AssumeRole" -> ScriptedCloud.session(CLOCK.instant().plus(Duration.ofHours(1)));
            default -> ScriptedCloud.failure(FailureKind.REJECTED, "NoSuchEntity");
        };
    }

    private static ReadinessStep step(Readiness readiness, String name) {
        return readiness.getSteps().stream()
                .filter(step -> step.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Account account(ConnectionMode mode) {
        return Account.newBuilder()
                .setId(ID)
                .setProvider(Provider.AWS)
                .setRegions(List.of("eu-west-1"))
                .setConnection(AwsConnection.newBuilder()
                        .setMode(mode)
                        .setScanRoleArn("arn:aws:iam::%s:role/levee-scan".formatted(ID))
                        .setRemediatorRoleArn("arn:aws:iam::%s:role/levee-remediator".formatted(ID))
                        .setExternalId("5b0c2f4e-1f60-4ad7-9f7e-0c3f5f5b9a11")
                        .build())
                .build();
    }
}
