package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

class KmsServiceTest {

    private static LocalAws aws;
    private static KmsClient kms;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().start();
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
    void listsPageByPage() {
        String first = kms.createKey().keyMetadata().keyId();
        String second = kms.createKey().keyMetadata().keyId();

        assertThat(kms.listKeysPaginator(r -> r.limit(1)).keys())
                .extracting(KeyListEntry::keyId)
                .contains(first, second);
    }
}
