package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionResponse;

class KmsServiceTest {

    private static final AdvancingClock clock = new AdvancingClock();
    private static LocalAws aws;
    private static KmsClient kms;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().clock(clock).start();
        kms = Clients.in(aws, KmsClient.builder());
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void rotatesAKeyOnceToldTo() {
        String id = kms.createKey(r -> r.description("rotated")).keyMetadata().keyId();
        assertThat(kms.getKeyRotationStatus(r -> r.keyId(id)).keyRotationEnabled())
                .isFalse();

        kms.enableKeyRotation(r -> r.keyId(id).rotationPeriodInDays(180));

        assertThat(kms.getKeyRotationStatus(r -> r.keyId(id))).satisfies(status -> {
            assertThat(status.keyRotationEnabled()).isTrue();
            assertThat(status.rotationPeriodInDays()).isEqualTo(180);
            assertThat(status.nextRotationDate()).isNotNull();
        });
        kms.disableKeyRotation(r -> r.keyId(id));
        assertThat(kms.getKeyRotationStatus(r -> r.keyId(id)).keyRotationEnabled())
                .isFalse();
    }

    @Test
    void rotatesYearlyUnlessToldOtherwise() {
        String id = kms.createKey().keyMetadata().keyId();

        kms.enableKeyRotation(r -> r.keyId(id));

        assertThat(kms.getKeyRotationStatus(r -> r.keyId(id)).rotationPeriodInDays())
                .isEqualTo(365);
        expect(
                "ValidationException",
                400,
                () -> kms.enableKeyRotation(r -> r.keyId(id).rotationPeriodInDays(30)));
    }

    @Test
    void neverRotatesAnAsymmetricKey() {
        String id = kms.createKey(r -> r.keySpec(KeySpec.RSA_2048).keyUsage(KeyUsageType.SIGN_VERIFY))
                .keyMetadata()
                .keyId();

        expect("UnsupportedOperationException", 400, () -> kms.enableKeyRotation(r -> r.keyId(id)));
        assertThat(kms.getKeyRotationStatus(r -> r.keyId(id)).keyRotationEnabled())
                .isFalse();
    }

    @Test
    void refusesToRotateADisabledKey() {
        String id = kms.createKey().keyMetadata().keyId();
        kms.disableKey(r -> r.keyId(id));
        assertThat(kms.describeKey(r -> r.keyId(id)).keyMetadata().keyState()).isEqualTo(KeyState.DISABLED);

        expect("DisabledException", 400, () -> kms.enableKeyRotation(r -> r.keyId(id)));

        kms.enableKey(r -> r.keyId(id));
        kms.enableKeyRotation(r -> r.keyId(id));
    }

    @Test
    void findsAKeyByItsArnToo() {
        KeyMetadata key = kms.createKey().keyMetadata();

        assertThat(kms.describeKey(r -> r.keyId(key.arn())).keyMetadata()).isEqualTo(key);
        expect("NotFoundException", 400, () -> kms.describeKey(r -> r.keyId("00000000-0000-0000-0000-000000000000")));
    }

    @Test
    void deletesAKeyOnlyAfterAWhile() {
        KeyMetadata key = kms.createKey().keyMetadata();
        String id = key.keyId();

        ScheduleKeyDeletionResponse scheduled =
                kms.scheduleKeyDeletion(r -> r.keyId(id).pendingWindowInDays(7));

        assertThat(scheduled.keyId()).isEqualTo(key.arn());
        assertThat(scheduled.keyState()).isEqualTo(KeyState.PENDING_DELETION);
        assertThat(Duration.between(clock.instant(), scheduled.deletionDate()))
                .isCloseTo(Duration.ofDays(7), Duration.ofMinutes(1));
        expect("KMSInvalidStateException", 400, () -> kms.enableKey(r -> r.keyId(id)));
        expect("KMSInvalidStateException", 400, () -> kms.scheduleKeyDeletion(r -> r.keyId(id)));
        kms.cancelKeyDeletion(r -> r.keyId(id));
        assertThat(kms.describeKey(r -> r.keyId(id)).keyMetadata().keyState()).isEqualTo(KeyState.DISABLED);
        expect("KMSInvalidStateException", 400, () -> kms.cancelKeyDeletion(r -> r.keyId(id)));
        kms.scheduleKeyDeletion(r -> r.keyId(id).pendingWindowInDays(7));
        clock.advance(Duration.ofDays(7));
        expect("NotFoundException", 400, () -> kms.describeKey(r -> r.keyId(id)));
        assertThat(kms.listKeysPaginator().keys())
                .extracting(KeyListEntry::keyId)
                .doesNotContain(id);
    }

    @Test
    void findsAKeyByItsAlias() {
        String first = kms.createKey().keyMetadata().keyId();
        String second = kms.createKey().keyMetadata().keyId();
        kms.createAlias(r -> r.aliasName("alias/levee").targetKeyId(first));

        assertThat(describe("alias/levee")).isEqualTo(first);
        assertThat(kms.listAliases(r -> r.keyId(first)).aliases())
                .singleElement()
                .satisfies(alias -> assertThat(describe(alias.aliasArn())).isEqualTo(first));
        expect(
                "AlreadyExistsException",
                400,
                () -> kms.createAlias(r -> r.aliasName("alias/levee").targetKeyId(second)));
        kms.updateAlias(r -> r.aliasName("alias/levee").targetKeyId(second));
        assertThat(describe("alias/levee")).isEqualTo(second);
        expect("NotFoundException", 400, () -> kms.disableKey(r -> r.keyId("alias/levee")));
        kms.deleteAlias(r -> r.aliasName("alias/levee"));
        expect("NotFoundException", 400, () -> describe("alias/levee"));
        expect("NotFoundException", 400, () -> kms.deleteAlias(r -> r.aliasName("alias/levee")));
    }

    @Test
    void keepsAliasesOfItsOwnToItself() {
        String id = kms.createKey().keyMetadata().keyId();

        expect(
                "InvalidAliasNameException",
                400,
                () -> kms.createAlias(r -> r.aliasName("alias/aws/sqs").targetKeyId(id)));
        expect(
                "ValidationException",
                400,
                () -> kms.createAlias(r -> r.aliasName("levee").targetKeyId(id)));
    }

    @Test
    void listsPageByPage() {
        String first = kms.createKey().keyMetadata().keyId();
        String second = kms.createKey().keyMetadata().keyId();

        assertThat(kms.listKeysPaginator(r -> r.limit(1)).keys())
                .extracting(KeyListEntry::keyId)
                .contains(first, second);
    }

    private static String describe(String name) {
        return kms.describeKey(r -> r.keyId(name)).keyMetadata().keyId();
    }
}
