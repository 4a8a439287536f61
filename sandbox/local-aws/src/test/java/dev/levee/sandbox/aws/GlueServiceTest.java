package dev.levee.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.CatalogEncryptionMode;
import software.amazon.awssdk.services.glue.model.DataCatalogEncryptionSettings;

class GlueServiceTest {

    private final LocalAws aws = LocalAws.builder().start();
    private final GlueClient glue = Clients.in(aws, GlueClient.builder());

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void startsUnencrypted() {
        assertThat(settings().encryptionAtRest().catalogEncryptionMode()).isEqualTo(CatalogEncryptionMode.DISABLED);
        assertThat(settings().connectionPasswordEncryption().returnConnectionPasswordEncrypted())
                .isFalse();
    }

    @Test
    void replacesAllSettingsAtOnce() {
        glue.putDataCatalogEncryptionSettings(
                r -> r.dataCatalogEncryptionSettings(settings -> settings.connectionPasswordEncryption(
                        p -> p.returnConnectionPasswordEncrypted(true).awsKmsKeyId("key"))));
        assertThat(settings().connectionPasswordEncryption().awsKmsKeyId()).isEqualTo("key");

        glue.putDataCatalogEncryptionSettings(r -> r.dataCatalogEncryptionSettings(
                settings -> settings.encryptionAtRest(e -> e.catalogEncryptionMode(CatalogEncryptionMode.SSE_KMS))));

        assertThat(settings().encryptionAtRest().catalogEncryptionMode()).isEqualTo(CatalogEncryptionMode.SSE_KMS);
        assertThat(settings().connectionPasswordEncryption().returnConnectionPasswordEncrypted())
                .isFalse();
        assertThat(settings().connectionPasswordEncryption().awsKmsKeyId()).isNull();
    }

    private DataCatalogEncryptionSettings settings() {
        return glue.getDataCatalogEncryptionSettings(r -> {}).dataCatalogEncryptionSettings();
    }
}
