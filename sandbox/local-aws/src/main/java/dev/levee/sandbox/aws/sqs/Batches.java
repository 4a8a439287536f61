package dev.levee.sandbox.aws.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/// Up to ten entries in one request, of which each succeeds or fails by itself.
final class Batches {

    private Batches() {}

    /// @param action returns what a successful entry is answered with
    static ObjectNode each(Request request, Function<JsonNode, ObjectNode> action) {
        JsonNode entries = request.document().path("Entries");
        check(entries);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("Successful");
        answer.putArray("Failed");
        for (JsonNode entry : entries) {
            String id = entry.path("Id").asText();
            try {
                answer.withArray("/Successful").add(action.apply(entry).put("Id", id));
            } catch (AwsFault fault) {
                answer.withArray("/Failed")
                        .addObject()
                        .put("Id", id)
                        .put("SenderFault", true)
                        .put("Code", fault.code())
                        .put("Message", fault.text());
            }
        }
        return answer;
    }

    private static void check(JsonNode entries) {
        if (entries.isEmpty()) {
            throw new AwsFault("EmptyBatchRequest", 400, "There should be at least one entry in the request.");
        }
        if (entries.size() > 10) {
            throw new AwsFault(
                    "TooManyEntriesInBatchRequest",
                    400,
                    "Maximum number of entries per request are 10. You have sent %d.".formatted(entries.size()));
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode entry : entries) {
            if (!ids.add(entry.path("Id").asText())) {
                throw new AwsFault(
                        "BatchEntryIdsNotDistinct",
                        400,
                        "Id %s repeated.".formatted(entry.path("Id").asText()));
            }
        }
    }
}
