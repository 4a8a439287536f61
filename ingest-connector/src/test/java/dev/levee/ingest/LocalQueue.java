package dev.levee.ingest;

import dev.levee.sandbox.aws.LocalAws;
import java.net.URI;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// A queue of the local AWS, which all tests of a JVM share. The credentials are where the SDK looks for them.
record LocalQueue(String url) {

    static final String REGION = "eu-central-1";

    private static final LocalAws AWS = LocalAws.builder().start();
    private static final SqsClient SQS;

    static {
        System.setProperty("aws.accessKeyId", Samples.ACCOUNT);
        System.setProperty("aws.secretAccessKey", "test");
        SQS = SqsClient.builder()
                .region(Region.of(REGION))
                .endpointOverride(AWS.endpoint())
                .build();
    }

    static LocalQueue create(String name) {
        return new LocalQueue(
                SQS.createQueue(request -> request.queueName(name)).queueUrl());
    }

    static URI endpoint() {
        return AWS.endpoint();
    }

    void send(String... bodies) {
        for (String body : bodies) {
            SQS.sendMessage(request -> request.queueUrl(url).messageBody(body));
        }
    }

    /// True if it holds no message, received ones included.
    boolean isEmpty() {
        return SQS
                .getQueueAttributes(request -> request.queueUrl(url)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .allMatch("0"::equals);
    }

    /// How often anybody asked for more time for messages.
    static long extensions() {
        return AWS.calls().stream()
                .filter(call -> call.operation().equals("sqs:ChangeMessageVisibility"))
                .count();
    }
}
