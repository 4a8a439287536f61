package dev.levee.sandbox.aws.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// How a delivered message is told to its receiver.
final class Deliveries {

    private Deliveries() {}

    /// @param asked the request, whose name lists choose the attributes
    static ObjectNode describe(Delivery delivery, JsonNode asked) {
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("MessageId", delivery.message().id)
                .put("ReceiptHandle", delivery.handle())
                .put("MD5OfBody", Digests.ofBody(delivery.message().body))
                .put("Body", delivery.message().body);
        system(delivery, names(asked, "AttributeNames", "MessageSystemAttributeNames"), answer);
        own(delivery.message().attributes, names(asked, "MessageAttributeNames"), answer);
        return answer;
    }

    private static void system(Delivery delivery, Set<String> names, ObjectNode answer) {
        BiConsumer<String, String> add = (name, value) -> {
            if (names.contains("All") || names.contains(name)) {
                answer.withObject("/Attributes").put(name, value);
            }
        };
        add.accept("SenderId", delivery.message().senderId);
        add.accept("SentTimestamp", millis(delivery.message().sent));
        add.accept("ApproximateReceiveCount", Integer.toString(delivery.received()));
        add.accept("ApproximateFirstReceiveTimestamp", millis(delivery.firstReceived()));
        String source = delivery.message().deadLetterSource;
        if (source != null) {
            add.accept("DeadLetterQueueSourceArn", source);
        }
    }

    private static void own(JsonNode attributes, Set<String> names, ObjectNode answer) {
        ObjectNode chosen = JsonNodeFactory.instance.objectNode();
        attributes.properties().forEach(attribute -> {
            if (names.stream().anyMatch(name -> chooses(name, attribute.getKey()))) {
                chosen.set(attribute.getKey(), attribute.getValue());
            }
        });
        if (!chosen.isEmpty()) {
            answer.put("MD5OfMessageAttributes", Digests.ofAttributes(chosen)).set("MessageAttributes", chosen);
        }
    }

    private static boolean chooses(String name, String attribute) {
        return name.equals("All")
                || name.equals(attribute)
                || (name.endsWith(".*") && attribute.startsWith(name.substring(0, name.length() - 2)));
    }

    private static Set<String> names(JsonNode asked, String... members) {
        return Stream.of(members)
                .flatMap(member -> StreamSupport.stream(asked.path(member).spliterator(), false))
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    private static String millis(Instant time) {
        return Long.toString(time.toEpochMilli());
    }
}
