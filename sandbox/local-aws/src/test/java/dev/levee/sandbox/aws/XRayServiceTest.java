package dev.levee.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.xray.XRayClient;
import software.amazon.awssdk.services.xray.model.EncryptionConfig;
import software.amazon.awssdk.services.xray.model.EncryptionStatus;
import software.amazon.awssdk.services.xray.model.EncryptionType;

class XRayServiceTest {

    private final AdvancingClock clock = new AdvancingClock();
    private final LocalAws aws = LocalAws.builder().clock(clock).start();
    private final XRayClient xray = Clients.in(aws, XRayClient.builder());

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void encryptsWithTheKeyItIsToldToAfterAWhile() {
        assertThat(encryption().type()).isEqualTo(EncryptionType.NONE);

        xray.putEncryptionConfig(r -> r.type(EncryptionType.KMS).keyId("alias/aws/xray"));

        assertThat(encryption().status()).isEqualTo(EncryptionStatus.UPDATING);
        clock.advance(Duration.ofSeconds(3));
        assertThat(encryption().status()).isEqualTo(EncryptionStatus.ACTIVE);
        assertThat(encryption().type()).isEqualTo(EncryptionType.KMS);
        assertThat(encryption().keyId()).startsWith("arn:aws:kms:eu-west-1:111122223333:key/");

        xray.putEncryptionConfig(r -> r.type(EncryptionType.NONE));
        clock.advance(Duration.ofSeconds(3));
        assertThat(encryption().type()).isEqualTo(EncryptionType.NONE);
        assertThat(encryption().keyId()).isNull();
    }

    private EncryptionConfig encryption() {
        return xray.getEncryptionConfig(r -> r.build()).encryptionConfig();
    }
}
