package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class SecretsManagerServiceTest {

    private static final AdvancingClock clock = new AdvancingClock();
    private static LocalAws aws;
    private static SecretsManagerClient secrets;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().clock(clock).start();
        secrets = Clients.in(aws, SecretsManagerClient.builder());
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void isFoundByNameAndArn() {
        String arn = create("levee/otp", "first");

        assertThat(arn).matches("arn:aws:secretsmanager:eu-west-1:111122223333:secret:levee/otp-[A-Za-z0-9]{6}");
        for (String id : List.of("levee/otp", arn, arn.substring(0, arn.length() - 7))) {
            assertThat(value(id)).isEqualTo("first");
        }
        expect("ResourceNotFoundException", 400, () -> value("levee/other"));
        expect("ResourceExistsException", 400, () -> create("levee/otp", "second"));
    }

    @Test
    void keepsThePreviousValue() {
        create("rotated", "first");

        String version = secrets.putSecretValue(r -> r.secretId("rotated").secretString("second"))
                .versionId();
        secrets.putSecretValue(r -> r.secretId("rotated").secretString("third"));

        assertThat(value("rotated")).isEqualTo("third");
        assertThat(secrets.getSecretValue(r -> r.secretId("rotated").versionStage("AWSPREVIOUS"))
                        .secretString())
                .isEqualTo("second");
        assertThat(secrets.getSecretValue(r -> r.secretId("rotated").versionId(version))
                        .versionStages())
                .containsExactly("AWSPREVIOUS");
        assertThat(secrets.describeSecret(r -> r.secretId("rotated")).versionIdsToStages())
                .hasSize(2);
    }

    @Test
    void takesAValueOnceHoweverOftenItIsSent() {
        create("retried", "first");
        String token = "00000000-0000-0000-0000-000000000001";

        secrets.putSecretValue(
                r -> r.secretId("retried").clientRequestToken(token).secretString("second"));
        secrets.putSecretValue(
                r -> r.secretId("retried").clientRequestToken(token).secretString("second"));

        assertThat(secrets.getSecretValue(r -> r.secretId("retried").versionStage("AWSPREVIOUS"))
                        .secretString())
                .isEqualTo("first");
        expect(
                "ResourceExistsException",
                400,
                () -> secrets.putSecretValue(
                        r -> r.secretId("retried").clientRequestToken(token).secretString("other")));
    }

    @Test
    void holdsBytes() {
        SdkBytes bytes = SdkBytes.fromByteArray(new byte[] {0, 1, -1});

        secrets.createSecret(r -> r.name("bytes").secretBinary(bytes));

        assertThat(secrets.getSecretValue(r -> r.secretId("bytes")).secretBinary())
                .isEqualTo(bytes);
    }

    @Test
    void holdsADeletedSecretBackForAWhile() {
        create("deleted", "value");

        secrets.deleteSecret(r -> r.secretId("deleted"));

        expect("InvalidRequestException", 400, () -> value("deleted"));
        expect("InvalidRequestException", 400, () -> create("deleted", "again"));
        assertThat(secrets.describeSecret(r -> r.secretId("deleted")).deletedDate())
                .isNotNull();
        secrets.restoreSecret(r -> r.secretId("deleted"));
        assertThat(value("deleted")).isEqualTo("value");
        secrets.deleteSecret(r -> r.secretId("deleted").recoveryWindowInDays(7L));
        clock.advance(Duration.ofDays(7));
        expect("ResourceNotFoundException", 400, () -> secrets.restoreSecret(r -> r.secretId("deleted")));
        create("deleted", "again");
    }

    @Test
    void forgetsASecretForGoodWhenForced() {
        create("gone", "value");

        secrets.deleteSecret(r -> r.secretId("gone").forceDeleteWithoutRecovery(true));

        expect("ResourceNotFoundException", 400, () -> value("gone"));
        create("gone", "again");
        secrets.deleteSecret(r -> r.secretId("never/there").forceDeleteWithoutRecovery(true));
        expect(
                "InvalidParameterException",
                400,
                () -> secrets.deleteSecret(
                        r -> r.secretId("gone").forceDeleteWithoutRecovery(true).recoveryWindowInDays(7L)));
    }

    @Test
    void changesADescriptionAndAValueAtOnce() {
        create("updated", "first");

        String version = secrets.updateSecret(
                        r -> r.secretId("updated").description("d").secretString("second"))
                .versionId();

        assertThat(secrets.getSecretValue(r -> r.secretId("updated"))).satisfies(value -> {
            assertThat(value.secretString()).isEqualTo("second");
            assertThat(value.versionId()).isEqualTo(version);
        });
    }

    @Test
    void makesPasswords() {
        String password = secrets.getRandomPassword(r -> r.passwordLength(32L)
                        .excludeLowercase(true)
                        .excludePunctuation(true)
                        .excludeCharacters("0189")
                        .requireEachIncludedType(false))
                .randomPassword();

        assertThat(password).matches("[A-Z2-7]{32}");
        expect("InvalidParameterException", 400, () -> secrets.getRandomPassword(r -> r.passwordLength(3L)));
    }

    private static String create(String name, String value) {
        return secrets.createSecret(r -> r.name(name).secretString(value)).arn();
    }

    private static String value(String id) {
        return secrets.getSecretValue(r -> r.secretId(id)).secretString();
    }
}
