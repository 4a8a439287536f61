package dev.levee.sandbox.aws.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// What EventBridge wraps around the detail of an event.
final class Envelopes {

    private static final JsonMapper JSON = new JsonMapper();

    private Envelopes() {}

    /// The event of an API call.
    static ObjectNode ofCall(ObjectNode record) {
        String service = record.path("eventSource").asText().replace(".amazonaws.com", "");
        ObjectNode event = envelope(
                "AWS API Call via CloudTrail",
                "aws." + service,
                record.path("recipientAccountId").asText(),
                record.path("eventTime").asText(),
                record.path("awsRegion").asText());
        event.putArray("resources");
        event.set("detail", record);
        return event;
    }

    /// The event of a rule that is due.
    static ObjectNode ofSchedule(Bus bus, String ruleArn, Instant due) {
        ObjectNode event = envelope("Scheduled Event", "aws.events", bus.account(), due.toString(), bus.region());
        event.putArray("resources").add(ruleArn);
        event.putObject("detail");
        return event;
    }

    /// The event somebody put on the bus.
    ///
    /// @throws AwsFault whose code and text are the entry's answer
    static ObjectNode ofEntry(JsonNode entry, Request request) {
        String source = text(entry, "Source");
        if (source.startsWith("aws.")) {
            throw new AwsFault("NotAuthorizedForSource", 400, "Not authorized for the source.");
        }
        String time = entry.path("Time")
                .asText(request.time().truncatedTo(ChronoUnit.SECONDS).toString());
        ObjectNode event = envelope(text(entry, "DetailType"), source, request.account(), time, request.region());
        entry.path("Resources").forEach(event.putArray("resources")::add);
        event.set("detail", detail(text(entry, "Detail")));
        return event;
    }

    private static ObjectNode envelope(String type, String source, String account, String time, String region) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", type)
                .put("source", source)
                .put("account", account)
                .put("time", time)
                .put("region", region);
    }

    private static JsonNode detail(String json) {
        try {
            JsonNode detail = JSON.readTree(json);
            if (detail.isObject()) {
                return detail;
            }
        } catch (JsonProcessingException e) {
            // Answered below, like JSON that is no object.
        }
        throw new AwsFault("MalformedDetail", 400, "Detail is malformed.");
    }

    private static String text(JsonNode entry, String member) {
        String text = entry.path(member).asText("");
        if (text.isEmpty()) {
            throw new AwsFault(
                    "InvalidArgument",
                    400,
                    "Parameter %s is not valid. Reason: %s is a required argument.".formatted(member, member));
        }
        return text;
    }
}
