package dev.levee.sandbox.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/// Queues and their policies.
final class QueueTypes {

    private static final String NAME = "QueueName";
    private static final String URL = "QueueUrl";
    private static final String ATTRIBUTES = "Attributes";

    private QueueTypes() {}

    static Made queue(String id, Properties properties, Cloud cloud) {
        String name = properties.text(NAME);
        ObjectNode attributes = Cloud.document();
        properties
                .copy(
                        "KmsMasterKeyId",
                        "KmsDataKeyReusePeriodSeconds",
                        "MessageRetentionPeriod",
                        "VisibilityTimeout",
                        "RedrivePolicy")
                .properties()
                .forEach(attribute -> attributes.put(attribute.getKey(), text(attribute.getValue())));
        properties.refuseOthers();

        ObjectNode queue = Cloud.document().put(NAME, name);
        queue.set(ATTRIBUTES, attributes);
        String url = cloud.call("sqs:CreateQueue", queue).path(URL).asText();
        cloud.undoneBy("sqs:DeleteQueue", Cloud.document().put(URL, url));
        return new Made(url, Map.of("Arn", cloud.place().arn("sqs", name), NAME, name));
    }

    private static String text(JsonNode value) {
        return value.isObject() ? value.toString() : value.asText();
    }

    static Made policy(String id, Properties properties, Cloud cloud) {
        List<String> queues = properties.texts("Queues");
        String document = properties.document("PolicyDocument");
        properties.refuseOthers();

        queues.forEach(url -> {
            cloud.call("sqs:SetQueueAttributes", policy(url, document));
            cloud.undoneBy("sqs:SetQueueAttributes", policy(url, ""));
        });
        return new Made(id, Map.of());
    }

    private static ObjectNode policy(String url, String document) {
        ObjectNode call = Cloud.document().put(URL, url);
        call.putObject(ATTRIBUTES).put("Policy", document);
        return call;
    }
}
