package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.ACCOUNT;
import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

class SqsServiceTest {

    private static final AdvancingClock clock = new AdvancingClock();
    private static LocalAws aws;
    private static SqsClient sqs;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().clock(clock).start();
        sqs = Clients.in(aws, SqsClient.builder());
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void isFoundAgainByName() {
        String url = create("found");

        assertThat(url).isEqualTo(aws.endpoint() + "/" + ACCOUNT + "/found");
        assertThat(sqs.getQueueUrl(r -> r.queueName("found")).queueUrl()).isEqualTo(url);
        assertThat(create("found")).isEqualTo(url);
        assertThat(sqs.listQueues(r -> r.queueNamePrefix("fou")).queueUrls()).containsExactly(url);
        assertThatExceptionOfType(QueueNameExistsException.class)
                .isThrownBy(() -> sqs.createQueue(
                        r -> r.queueName("found").attributes(Map.of(QueueAttributeName.DELAY_SECONDS, "5"))));
        assertThatExceptionOfType(QueueDoesNotExistException.class)
                .isThrownBy(() -> sqs.getQueueUrl(r -> r.queueName("lost")));
    }

    @Test
    void forgetsADeletedQueue() {
        String url = create("deleted");

        sqs.deleteQueue(r -> r.queueUrl(url));

        assertThatExceptionOfType(QueueDoesNotExistException.class).isThrownBy(() -> send(url, "too late"));
    }

    @Test
    void describesItself() {
        String url = create("described");
        send(url, "one");

        sqs.setQueueAttributes(r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "60")));

        assertThat(sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                        .attributes())
                .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "60")
                .containsEntry(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "345600")
                .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "1")
                .containsEntry(QueueAttributeName.QUEUE_ARN, "arn:aws:sqs:eu-west-1:111122223333:described");
        expect(
                "InvalidAttributeValue",
                400,
                () -> sqs.setQueueAttributes(
                        r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "soon"))));
    }

    @Test
    void encryptsWithOneKeyAtATime() {
        String url = create("encrypted");
        assertThat(encryption(url)).containsExactly(Map.entry(QueueAttributeName.SQS_MANAGED_SSE_ENABLED, "true"));

        sqs.setQueueAttributes(
                r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.KMS_MASTER_KEY_ID, "alias/aws/sqs")));
        assertThat(encryption(url))
                .containsEntry(QueueAttributeName.SQS_MANAGED_SSE_ENABLED, "false")
                .containsEntry(QueueAttributeName.KMS_MASTER_KEY_ID, "alias/aws/sqs")
                .containsEntry(QueueAttributeName.KMS_DATA_KEY_REUSE_PERIOD_SECONDS, "300");

        sqs.setQueueAttributes(r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.KMS_MASTER_KEY_ID, "")));
        assertThat(encryption(url)).containsExactly(Map.entry(QueueAttributeName.SQS_MANAGED_SSE_ENABLED, "false"));
    }

    @Test
    void tellsWhenAMessageWasSentAndHowOftenItWasReceived() {
        String url = create("attributes");
        Instant before = Instant.now().minusMillis(1);
        sqs.sendMessage(r -> r.queueUrl(url)
                .messageBody("hällo")
                .messageAttributes(Map.of(
                        "kind",
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue("test")
                                        .build(),
                        "raw",
                                MessageAttributeValue.builder()
                                        .dataType("Binary")
                                        .binaryValue(SdkBytes.fromUtf8String("x"))
                                        .build())));

        Message message = sqs.receiveMessage(r -> r.queueUrl(url)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages()
                .getFirst();

        assertThat(message.body()).isEqualTo("hällo");
        assertThat(message.messageAttributes()).hasSize(2);
        assertThat(message.messageAttributes())
                .hasEntrySatisfying(
                        "kind", kind -> assertThat(kind.stringValue()).isEqualTo("test"));
        assertThat(message.attributes()).containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1");
        String sent = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
        assertThat(Instant.ofEpochMilli(Long.parseLong(sent))).isAfterOrEqualTo(before);
    }

    @Test
    void handsAMessageOutAgainUntilItIsDeleted() {
        String url = create("again");
        send(url, "one");

        assertThat(receive(url)).hasSize(1);
        assertThat(receive(url)).isEmpty();
        clock.advance(Duration.ofSeconds(30));
        Message again = receive(url).getFirst();
        sqs.changeMessageVisibility(
                r -> r.queueUrl(url).receiptHandle(again.receiptHandle()).visibilityTimeout(0));
        Message last = receive(url).getFirst();
        sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(last.receiptHandle()));
        clock.advance(Duration.ofSeconds(30));

        assertThat(receive(url)).isEmpty();
        expect(
                "AWS.SimpleQueueService.MessageNotInflight",
                400,
                () -> sqs.changeMessageVisibility(
                        r -> r.queueUrl(url).receiptHandle(last.receiptHandle()).visibilityTimeout(0)));
        assertThatExceptionOfType(ReceiptHandleIsInvalidException.class)
                .isThrownBy(() -> sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle("no handle")));
    }

    @Test
    void movesWhatIsReceivedTooOftenToTheDeadLetterQueue() {
        String dead = create("dead");
        String url = create("redrives");
        sqs.setQueueAttributes(r -> r.queueUrl(url)
                .attributes(Map.of(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-west-1:111122223333:dead\",\"maxReceiveCount\":1}",
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        "0")));
        send(url, "poison");

        assertThat(receive(url)).hasSize(1);
        assertThat(receive(url)).isEmpty();

        assertThat(receive(dead)).extracting(Message::body).containsExactly("poison");
    }

    @Test
    void answersEachEntryOfABatchByItself() {
        String url = create("batches");

        var sent =
                sqs.sendMessageBatch(r -> r.queueUrl(url).entries(entry("good", "body", 0), entry("bad", "body", 901)));
        assertThat(sent.successful()).extracting(entry -> entry.id()).containsExactly("good");
        assertThat(sent.failed()).extracting(entry -> entry.id()).containsExactly("bad");

        var deleted = sqs.deleteMessageBatch(r -> r.queueUrl(url)
                .entries(receive(url).stream()
                        .map(message -> DeleteMessageBatchRequestEntry.builder()
                                .id("1")
                                .receiptHandle(message.receiptHandle())
                                .build())
                        .toList()));
        assertThat(deleted.successful()).hasSize(1);
        expect(
                "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
                400,
                () -> sqs.sendMessageBatch(r -> r.queueUrl(url).entries(entry("1", "a", 0), entry("1", "b", 0))));
    }

    @Test
    void emptiesAQueue() {
        String url = create("purged");
        send(url, "one");

        sqs.purgeQueue(r -> r.queueUrl(url));

        assertThat(receive(url)).isEmpty();
    }

    @Test
    void carriesThousands() {
        String url = create("thousands");
        int batches = 300;
        for (int batch = 0; batch < batches; batch++) {
            List<SendMessageBatchRequestEntry> entries = IntStream.range(0, 10)
                    .mapToObj(i -> entry(Integer.toString(i), "x".repeat(1000), 0))
                    .toList();
            sqs.sendMessageBatch(r -> r.queueUrl(url).entries(entries));
        }

        Set<String> received = new HashSet<>();
        for (List<Message> some = receive(url); !some.isEmpty(); some = receive(url)) {
            some.forEach(message -> received.add(message.messageId()));
        }

        assertThat(received).hasSize(10 * batches);
    }

    private static String create(String name) {
        return sqs.createQueue(r -> r.queueName(name)).queueUrl();
    }

    private static void send(String url, String body) {
        sqs.sendMessage(r -> r.queueUrl(url).messageBody(body));
    }

    private static List<Message> receive(String url) {
        return sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages();
    }

    private static Map<QueueAttributeName, String> encryption(String url) {
        return sqs.getQueueAttributes(r -> r.queueUrl(url)
                        .attributeNames(
                                QueueAttributeName.SQS_MANAGED_SSE_ENABLED,
                                QueueAttributeName.KMS_MASTER_KEY_ID,
                                QueueAttributeName.KMS_DATA_KEY_REUSE_PERIOD_SECONDS))
                .attributes();
    }

    private static SendMessageBatchRequestEntry entry(String id, String body, int delay) {
        return SendMessageBatchRequestEntry.builder()
                .id(id)
                .messageBody(body)
                .delaySeconds(delay)
                .build();
    }
}
