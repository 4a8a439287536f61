package dev.levee.sandbox.aws.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Messages out of queues, and what becomes of them then.
final class Receiving {

    private final Function<Request, Queue> queues;
    private final Function<String, Optional<Queue>> byArn;
    private final QueueKeys keys;

    Receiving(Function<Request, Queue> queues, Function<String, Optional<Queue>> byArn, QueueKeys keys) {
        this.queues = queues;
        this.byArn = byArn;
        this.keys = keys;
    }

    JsonNode receive(Request request) {
        Queue queue = queues.apply(request);
        int most = number(request, "MaxNumberOfMessages", 1, 10).orElse(1);
        Duration visibility = duration(request, "VisibilityTimeout", 43_200)
                .orElse(queue.attributes().seconds("VisibilityTimeout"));
        Duration wait = duration(request, "WaitTimeSeconds", 20)
                .orElse(queue.attributes().seconds("ReceiveMessageWaitTimeSeconds"));

        keys.decrypt(queue, request);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        for (Delivery delivery : receive(queue, most, visibility, wait)) {
            answer.withArray("/Messages").add(Deliveries.describe(delivery, request.document()));
        }
        return answer;
    }

    JsonNode delete(Request request) {
        queues.apply(request).messages.delete(handle(request.document()));
        return JsonNodeFactory.instance.objectNode();
    }

    JsonNode deleteBatch(Request request) {
        Queue queue = queues.apply(request);
        return Batches.each(request, entry -> {
            queue.messages.delete(handle(entry));
            return JsonNodeFactory.instance.objectNode();
        });
    }

    JsonNode changeVisibility(Request request) {
        Queue queue = queues.apply(request);
        request.required("VisibilityTimeout");
        Duration visibility = duration(request, "VisibilityTimeout", 43_200).orElseThrow();
        if (!queue.messages.changeVisibility(handle(request.document()), visibility)) {
            throw new AwsFault(
                    "MessageNotInflight",
                    400,
                    "The message does not exist or is not available for visibility timeout change.");
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private List<Delivery> receive(Queue queue, int most, Duration visibility, Duration wait) {
        Optional<QueueAttributes.Redrive> redrive = queue.attributes().redrive();
        Optional<Queue> deadLetters = redrive.flatMap(policy -> byArn.apply(policy.deadLetterTargetArn()));
        int allowed = deadLetters.isEmpty()
                ? Integer.MAX_VALUE
                : redrive.orElseThrow().maxReceiveCount();
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            MessageQueue.Batch batch = queue.messages.receive(most, visibility, left, allowed);
            deadLetters.ifPresent(target -> batch.dead().forEach(message -> {
                message.deadLetterSource = queue.arn();
                target.messages.add(message);
            }));
            if (!batch.deliveries().isEmpty() || batch.isEmpty()) {
                return batch.deliveries();
            }
        }
    }

    private static String handle(JsonNode entry) {
        String handle = entry.path("ReceiptHandle").asText();
        if (!handle.matches("[0-9a-f-]{36}:\\d+")) {
            throw new AwsFault(
                    "ReceiptHandleIsInvalid", 400, "The input receipt handle \"%s\" is not valid.".formatted(handle));
        }
        return handle;
    }

    private static Optional<Duration> duration(Request request, String member, int most) {
        return number(request, member, 0, most).map(Duration::ofSeconds);
    }

    private static Optional<Integer> number(Request request, String member, int least, int most) {
        if (!request.document().has(member)) {
            return Optional.empty();
        }
        int value = request.document().path(member).asInt();
        if (value < least || value > most) {
            throw new AwsFault(
                    "InvalidParameterValue",
                    400,
                    "Value %d for parameter %s is invalid. Reason: Must be between %d and %d, if provided."
                            .formatted(value, member, least, most));
        }
        return Optional.of(value);
    }
}
