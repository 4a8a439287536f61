package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.KmsAccessDeniedException;
import software.amazon.awssdk.services.sqs.model.KmsDisabledException;
import software.amazon.awssdk.services.sqs.model.KmsInvalidStateException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/// A queue whose messages only those get in and out who may use its key.
class EncryptedQueueTest {

    private static final String ROLE = "ingest";
    private static final String QUEUE_ARN = "arn:aws:sqs:eu-west-1:111122223333:events";
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}]}""";
    private static final String KEY_POLICY = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*",
               "Resource": "*"},
              {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"},
               "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": "*",
               "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}}]}""";
    private static final String QUEUE_POLICY = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage",
               "Resource": "%s"}]}""".formatted(QUEUE_ARN);

    private final LocalAws aws = LocalAws.builder().start();
    private final IamClient iam = Clients.in(aws, IamClient.builder());
    private final KmsClient kms = Clients.in(aws, KmsClient.builder());
    private final SqsClient sqs = Clients.in(aws, SqsClient.builder());
    private final EventBridgeClient events = Clients.in(aws, EventBridgeClient.builder());
    private String key = "";
    private String queue = "";

    @BeforeEach
    void createQueue() {
        key = kms.createKey(r -> r.policy(KEY_POLICY)).keyMetadata().arn();
        kms.createAlias(r -> r.aliasName("alias/levee-events").targetKeyId(key));
        queue = sqs.createQueue(r -> r.queueName("events")
                        .attributesWithStrings(Map.of("KmsMasterKeyId", "alias/levee-events", "Policy", QUEUE_POLICY)))
                .queueUrl();
        events.putRule(r -> r.name("rule").eventPattern("{\"source\": [\"my.app\"]}"));
        events.putTargets(r -> r.rule("rule").targets(t -> t.id("queue").arn(QUEUE_ARN)));
        iam.createRole(r -> r.roleName(ROLE).assumeRolePolicyDocument(TRUST));
    }

    @AfterEach
    void close() {
        List.of(iam, kms, sqs, events).forEach(SdkAutoCloseable::close);
        aws.close();
    }

    @Test
    void isReadByThoseWhoMayDecrypt() {
        sqs.sendMessage(r -> r.queueUrl(queue).messageBody("hello"));
        allow("queue", "\"sqs:*\"", "");

        try (SqsClient ingest = Clients.assuming(ROLE, aws, SqsClient.builder())) {
            assertThatExceptionOfType(KmsAccessDeniedException.class)
                    .isThrownBy(() -> receive(ingest))
                    .withMessageContaining("no identity-based policy allows the kms:Decrypt action");
            allow("key", "\"kms:Decrypt\"", """
                    , "Condition": {"StringEquals": {"kms:ViaService": "sqs.eu-west-1.amazonaws.com"}}""");
            assertThat(receive(ingest)).extracting(Message::body).containsExactly("hello");
        }
    }

    @Test
    void isWrittenByThoseWhoMayEncryptAndDecrypt() {
        allow("queue", "\"sqs:*\", \"kms:Decrypt\"", "");

        try (SqsClient ingest = Clients.assuming(ROLE, aws, SqsClient.builder())) {
            assertThatThrownBy(() -> ingest.sendMessage(r -> r.queueUrl(queue).messageBody("hello")))
                    .hasMessageContaining("kms:GenerateDataKey");
            expect(
                    "KMS.AccessDeniedException",
                    400,
                    () -> ingest.sendMessageBatch(
                            r -> r.queueUrl(queue).entries(e -> e.id("1").messageBody("hello"))));
        }
    }

    @Test
    void getsEventsWhileItsKeyLetsEventBridge() {
        put();
        assertThat(receive(sqs)).hasSize(1);

        kms.putKeyPolicy(r -> r.keyId(key).policy(KEY_POLICY.replace("\"kms:GenerateDataKey\"", "\"kms:Encrypt\"")));
        put();
        assertThat(receive(sqs)).isEmpty();

        kms.putKeyPolicy(r -> r.keyId(key)
                .policy(KEY_POLICY.replace(
                        "\"aws:SourceAccount\": \"111122223333\"", "\"aws:SourceAccount\": \"444455556666\"")));
        put();
        assertThat(receive(sqs)).isEmpty();
    }

    @Test
    void getsNoEventsOnAKeyOfSqsItself() {
        sqs.setQueueAttributes(r -> r.queueUrl(queue).attributesWithStrings(Map.of("KmsMasterKeyId", "alias/aws/sqs")));

        put();
        assertThat(receive(sqs)).isEmpty();

        sqs.sendMessage(r -> r.queueUrl(queue).messageBody("hello"));
        assertThat(receive(sqs)).hasSize(1);
    }

    @Test
    void standsStillWhileItsKeyIsNotInUse() {
        kms.disableKey(r -> r.keyId(key));
        assertThatExceptionOfType(KmsDisabledException.class).isThrownBy(() -> receive(sqs));
        put();
        kms.scheduleKeyDeletion(r -> r.keyId(key));
        assertThatExceptionOfType(KmsInvalidStateException.class)
                .isThrownBy(() -> sqs.sendMessage(r -> r.queueUrl(queue).messageBody("hello")));

        kms.cancelKeyDeletion(r -> r.keyId(key));
        kms.enableKey(r -> r.keyId(key));
        assertThat(receive(sqs)).isEmpty();
    }

    private void put() {
        events.putEvents(r -> r.entries(PutEventsRequestEntry.builder()
                .source("my.app")
                .detailType("t")
                .detail("{}")
                .build()));
    }

    private List<Message> receive(SqsClient reader) {
        return reader.receiveMessage(r -> r.queueUrl(queue)).messages();
    }

    private void allow(String name, String actions, String condition) {
        iam.putRolePolicy(r -> r.roleName(ROLE).policyName(name).policyDocument("""
                        {"Version": "2012-10-17", "Statement": [
                          {"Effect": "Allow", "Action": [%s], "Resource": "*"%s}]}""".formatted(actions, condition)));
    }
}
