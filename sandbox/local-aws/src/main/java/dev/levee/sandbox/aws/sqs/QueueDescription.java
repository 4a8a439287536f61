package dev.levee.sandbox.aws.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What `GetQueueAttributes` says of a queue.
final class QueueDescription {

    private static final Set<String> ONLY_WHEN_SET =
            Set.of("Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds");

    private QueueDescription() {}

    /// @param names the attributes asked for; `All` for every one; no answer member when none is asked for
    static ObjectNode of(Queue queue, JsonNode names) {
        Map<String, String> all = everything(queue);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        for (JsonNode name : names) {
            if (name.asText().equals("All")) {
                all.forEach(answer.withObject("/Attributes")::put);
            } else if (all.containsKey(name.asText())) {
                answer.withObject("/Attributes").put(name.asText(), all.get(name.asText()));
            } else if (!ONLY_WHEN_SET.contains(name.asText())) {
                throw new AwsFault("InvalidAttributeName", 400, "Unknown Attribute %s.".formatted(name.asText()));
            }
        }
        return answer;
    }

    private static Map<String, String> everything(Queue queue) {
        MessageQueue.Counts counts = queue.messages.counts();
        Map<String, String> all = new TreeMap<>(queue.attributes().values());
        if (all.containsKey("KmsMasterKeyId")) {
            all.putIfAbsent("KmsDataKeyReusePeriodSeconds", "300");
        } else {
            all.remove("KmsDataKeyReusePeriodSeconds");
        }
        all.put("QueueArn", queue.arn());
        all.put("CreatedTimestamp", Long.toString(queue.created.getEpochSecond()));
        all.put("LastModifiedTimestamp", Long.toString(queue.modified().getEpochSecond()));
        all.put("ApproximateNumberOfMessages", Integer.toString(counts.ready()));
        all.put("ApproximateNumberOfMessagesNotVisible", Integer.toString(counts.inFlight()));
        all.put("ApproximateNumberOfMessagesDelayed", Integer.toString(counts.delayed()));
        return all;
    }
}
