package dev.levee.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    @Test
    void keepsTheBytesAndSaysWhereFromAndWhy() {
        ConsumerRecord<byte @Nullable [], byte @Nullable []> received =
                new ConsumerRecord<>("levee.events", 3, 42L, bytes("key"), bytes("no avro"));
        RecordHeaders.put(received.headers(), RecordHeaders.ACTION, "s3:PutBucketAcl");

        ProducerRecord<byte[], byte[]> letter = DeadLetters.of("evaluator", received, "unknown magic byte");

        assertThat(letter.topic()).isEqualTo("levee.dead-letters");
        assertThat(letter.key()).isEqualTo(bytes("key"));
        assertThat(letter.value()).isEqualTo(bytes("no avro"));
        assertThat(header(letter, DeadLetters.SERVICE)).isEqualTo("evaluator");
        assertThat(header(letter, DeadLetters.TOPIC)).isEqualTo("levee.events");
        assertThat(header(letter, DeadLetters.PARTITION)).isEqualTo("3");
        assertThat(header(letter, DeadLetters.OFFSET)).isEqualTo("42");
        assertThat(header(letter, DeadLetters.REASON)).isEqualTo("unknown magic byte");
        assertThat(header(letter, RecordHeaders.ACTION)).isEqualTo("s3:PutBucketAcl");
    }

    @Test
    void namesItsHeadersAsKafkaConnectDoes() {
        assertThat(DeadLetters.TOPIC).isEqualTo("__connect.errors.topic");
        assertThat(DeadLetters.PARTITION).isEqualTo("__connect.errors.partition");
        assertThat(DeadLetters.OFFSET).isEqualTo("__connect.errors.offset");
        assertThat(DeadLetters.SERVICE).isEqualTo("__connect.errors.connector.name");
        assertThat(DeadLetters.REASON).isEqualTo("__connect.errors.exception.message");
    }

    @Test
    void takesWhatNeverWasARecord() {
        ProducerRecord<byte[], byte[]> letter =
                DeadLetters.of("ingest-connector", "sqs:levee-events", bytes("{"), "is cut off");

        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isEqualTo(bytes("{"));
        assertThat(header(letter, DeadLetters.TOPIC)).isEqualTo("sqs:levee-events");
        assertThat(RecordHeaders.text(letter.headers(), DeadLetters.OFFSET)).isEmpty();
    }

    @Test
    void leavesTheReceivedRecordAsItWas() {
        ConsumerRecord<byte @Nullable [], byte @Nullable []> tombstone =
                new ConsumerRecord<>("levee.audit", 0, 0L, null, null);

        ProducerRecord<byte[], byte[]> letter = DeadLetters.of("audit-sink", tombstone, "has no value");

        assertThat(letter.value()).isNull();
        assertThat(tombstone.headers()).isEmpty();
    }

    private static String header(ProducerRecord<byte[], byte[]> letter, String name) {
        return RecordHeaders.text(letter.headers(), name).orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
