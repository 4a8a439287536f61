package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.EncryptionType;
import software.amazon.awssdk.services.kinesis.model.MetricsName;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

class KinesisServiceTest {

    private final AdvancingClock clock = new AdvancingClock();
    private final LocalAws aws = LocalAws.builder().clock(clock).start();
    private final KinesisClient kinesis = Clients.in(aws, KinesisClient.builder());

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void encryptsAStreamWhileItIsUpdating() {
        ready("orders");
        assertThat(stream("orders").encryptionType()).isEqualTo(EncryptionType.NONE);

        kinesis.startStreamEncryption(
                r -> r.streamName("orders").encryptionType("KMS").keyId("alias/aws/kinesis"));
        assertThat(stream("orders").streamStatus()).isEqualTo(StreamStatus.UPDATING);
        expect(
                "ResourceInUseException",
                400,
                () -> kinesis.stopStreamEncryption(
                        r -> r.streamName("orders").encryptionType("KMS").keyId("alias/aws/kinesis")));

        clock.advance(Duration.ofSeconds(3));
        assertThat(stream("orders").streamStatus()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(stream("orders").encryptionType()).isEqualTo(EncryptionType.KMS);
        assertThat(stream("orders").keyId()).isEqualTo("alias/aws/kinesis");

        kinesis.stopStreamEncryption(
                r -> r.streamName("orders").encryptionType("KMS").keyId("alias/aws/kinesis"));
        clock.advance(Duration.ofSeconds(3));
        assertThat(stream("orders").encryptionType()).isEqualTo(EncryptionType.NONE);
        assertThat(stream("orders").keyId()).isNull();
    }

    @Test
    void addsAndTakesAwayMetrics() {
        ready("orders");

        kinesis.enableEnhancedMonitoring(r -> r.streamName("orders").shardLevelMetrics(MetricsName.INCOMING_BYTES));
        clock.advance(Duration.ofSeconds(3));
        kinesis.enableEnhancedMonitoring(r -> r.streamName("orders").shardLevelMetrics(MetricsName.ALL));
        assertThat(metrics("orders")).containsExactly(MetricsName.INCOMING_BYTES);

        clock.advance(Duration.ofSeconds(3));
        assertThat(metrics("orders")).hasSize(7).doesNotContain(MetricsName.ALL);
        kinesis.disableEnhancedMonitoring(
                r -> r.streamARN(stream("orders").streamARN()).shardLevelMetrics(MetricsName.INCOMING_BYTES));
        clock.advance(Duration.ofSeconds(3));
        assertThat(metrics("orders")).hasSize(6).doesNotContain(MetricsName.INCOMING_BYTES);
    }

    @Test
    void listsStreamsPageByPage() {
        ready("orders");
        ready("customers");

        assertThat(kinesis.listStreams(r -> r.limit(1)).hasMoreStreams()).isTrue();
        assertThat(kinesis.listStreamsPaginator(r -> r.limit(1)).streamNames()).containsExactly("orders", "customers");
        expect("ResourceInUseException", 400, () -> ready("orders"));
        expect("ResourceNotFoundException", 400, () -> stream("nothing"));
    }

    private void ready(String name) {
        kinesis.createStream(r -> r.streamName(name).shardCount(1));
        clock.advance(Duration.ofSeconds(3));
    }

    private StreamDescriptionSummary stream(String name) {
        return kinesis.describeStreamSummary(r -> r.streamName(name)).streamDescriptionSummary();
    }

    private List<MetricsName> metrics(String name) {
        return stream(name).enhancedMonitoring().getFirst().shardLevelMetrics();
    }
}
