package dev.levee.sandbox.aws.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/// Messages into queues.
final class Sending {

    private final Function<Request, Queue> queues;
    private final QueueKeys keys;
    private final InstantSource clock;

    Sending(Function<Request, Queue> queues, QueueKeys keys, InstantSource clock) {
        this.queues = queues;
        this.keys = keys;
        this.clock = clock;
    }

    JsonNode one(Request request) {
        Queue queue = queues.apply(request);
        keys.encrypt(queue, request);
        return send(queue, request, request.document());
    }

    JsonNode batch(Request request) {
        Queue queue = queues.apply(request);
        int size = 0;
        for (JsonNode entry : request.document().path("Entries")) {
            size += size(entry);
        }
        int limit = queue.attributes().number("MaximumMessageSize");
        if (size > limit) {
            throw new AwsFault(
                    "BatchRequestTooLong",
                    400,
                    "Batch requests cannot be longer than %d bytes. You have sent %d bytes.".formatted(limit, size));
        }
        keys.encrypt(queue, request);
        return Batches.each(request, entry -> send(queue, request, entry));
    }

    private ObjectNode send(Queue queue, Request request, JsonNode entry) {
        String body = entry.path("MessageBody").asText();
        if (body.isEmpty()) {
            throw new AwsFault("MissingParameter", 400, "The request must contain the parameter MessageBody.");
        }
        int limit = queue.attributes().number("MaximumMessageSize");
        if (size(entry) > limit) {
            throw invalid("One or more parameters are invalid. Reason: Message must be shorter than %d bytes."
                    .formatted(limit));
        }
        Instant now = clock.instant();
        JsonNode attributes = entry.path("MessageAttributes");
        Message message =
                new Message(body, attributes, request.caller().principalId(), now, now.plus(delay(queue, entry)));
        queue.messages.add(message);

        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("MessageId", message.id)
                .put("MD5OfMessageBody", Digests.ofBody(body));
        if (!attributes.isEmpty()) {
            answer.put("MD5OfMessageAttributes", Digests.ofAttributes(attributes));
        }
        return answer;
    }

    private static Duration delay(Queue queue, JsonNode entry) {
        if (!entry.has("DelaySeconds")) {
            return queue.attributes().seconds("DelaySeconds");
        }
        int seconds = entry.path("DelaySeconds").asInt();
        if (seconds < 0 || seconds > 900) {
            throw invalid(
                    "Value %d for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900."
                            .formatted(seconds));
        }
        return Duration.ofSeconds(seconds);
    }

    private static int size(JsonNode entry) {
        int size = entry.path("MessageBody").asText().getBytes(UTF_8).length;
        for (var attribute : entry.path("MessageAttributes").properties()) {
            size += attribute.getKey().length();
            for (JsonNode part : attribute.getValue()) {
                size += part.asText().length();
            }
        }
        return size;
    }

    private static AwsFault invalid(String message) {
        return new AwsFault("InvalidParameterValue", 400, message);
    }
}
