package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamEncryptionConfiguration;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamEncryptionStatus;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.firehose.model.KeyType;

class FirehoseServiceTest {

    private final AdvancingClock clock = new AdvancingClock();
    private final LocalAws aws = LocalAws.builder().clock(clock).start();
    private final FirehoseClient firehose = Clients.in(aws, FirehoseClient.builder());

    @AfterEach
    void stop() {
        aws.close();
    }

    private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    @Test
    void needsAWhileToEncrypt() {
        ready("orders", DeliveryStreamType.DIRECT_PUT);
        assertThat(encryption("orders").status()).isEqualTo(DeliveryStreamEncryptionStatus.DISABLED);

        firehose.startDeliveryStreamEncryption(r -> r.deliveryStreamName("orders")
                .deliveryStreamEncryptionConfigurationInput(
                        key -> key.keyType(KeyType.CUSTOMER_MANAGED_CMK).keyARN(KEY)));
        assertThat(encryption("orders").status()).isEqualTo(DeliveryStreamEncryptionStatus.ENABLING);
        expect("ResourceInUseException", 400, () -> stop("orders"));

        clock.advance(Duration.ofSeconds(3));
        assertThat(encryption("orders").status()).isEqualTo(DeliveryStreamEncryptionStatus.ENABLED);
        assertThat(encryption("orders").keyARN()).isEqualTo(KEY);

        stop("orders");
        clock.advance(Duration.ofSeconds(3));
        assertThat(encryption("orders").status()).isEqualTo(DeliveryStreamEncryptionStatus.DISABLED);
        assertThat(encryption("orders").keyType()).isNull();
    }

    @Test
    void leavesWhatComesFromAStreamToThatStream() {
        ready("copy", DeliveryStreamType.KINESIS_STREAM_AS_SOURCE);

        expect(
                "InvalidArgumentException",
                400,
                () -> firehose.startDeliveryStreamEncryption(r -> r.deliveryStreamName("copy")));
    }

    @Test
    void isNotReadyWhileItIsMade() {
        firehose.createDeliveryStream(r -> r.deliveryStreamName("orders"));

        assertThat(firehose.describeDeliveryStream(r -> r.deliveryStreamName("orders"))
                        .deliveryStreamDescription()
                        .deliveryStreamStatus())
                .isEqualTo(DeliveryStreamStatus.CREATING);
        expect("ResourceInUseException", 400, () -> stop("orders"));
        expect("ResourceNotFoundException", 400, () -> stop("nothing"));
    }

    @Test
    void listsFromANameOn() {
        ready("orders", DeliveryStreamType.DIRECT_PUT);
        ready("customers", DeliveryStreamType.DIRECT_PUT);

        assertThat(firehose.listDeliveryStreams(r -> r.limit(1)).hasMoreDeliveryStreams())
                .isTrue();
        assertThat(firehose.listDeliveryStreams(r -> r.exclusiveStartDeliveryStreamName("orders"))
                        .deliveryStreamNames())
                .containsExactly("customers");
    }

    private void ready(String name, DeliveryStreamType type) {
        firehose.createDeliveryStream(r -> r.deliveryStreamName(name).deliveryStreamType(type));
        clock.advance(Duration.ofSeconds(3));
    }

    private void stop(String name) {
        firehose.stopDeliveryStreamEncryption(r -> r.deliveryStreamName(name));
    }

    private DeliveryStreamEncryptionConfiguration encryption(String name) {
        return firehose.describeDeliveryStream(r -> r.deliveryStreamName(name))
                .deliveryStreamDescription()
                .deliveryStreamEncryptionConfiguration();
    }
}
