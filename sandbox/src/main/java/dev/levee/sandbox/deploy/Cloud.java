package dev.levee.sandbox.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The cloud as whoever deploys a stack sees it, in one place, and how to take back what was made there.
final class Cloud {

    private static final Logger log = LoggerFactory.getLogger(Cloud.class);

    private final CloudApi api;
    private final Place place;
    private final Deque<CloudCall> undo = new ArrayDeque<>();

    Cloud(CloudApi api, Place place) {
        this.api = api;
        this.place = place;
    }

    Place place() {
        return place;
    }

    static ObjectNode document() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// @throws DeploymentException if the cloud says no
    JsonNode call(String operation, JsonNode document) {
        return switch (api.call(new CloudCall(operation, place.region(), document))) {
            case CloudAnswer.Success(JsonNode answer, String _) -> answer;
            case CloudAnswer.Failure failure -> throw new DeploymentException(operation, failure);
        };
    }

    /// Remembers the call that takes back the one before. To be told at once, since the next one may fail.
    void undoneBy(String operation, JsonNode document) {
        undo.push(new CloudCall(operation, place.region(), document));
    }

    /// Takes back everything, the last first; what somebody has taken back already is passed over.
    void undo() {
        while (!undo.isEmpty()) {
            CloudCall call = undo.pop();
            if (api.call(call) instanceof CloudAnswer.Failure failure) {
                log.atWarn()
                        .addKeyValue("operation", call.operation())
                        .addKeyValue("error", failure.code())
                        .log("not deleted");
            }
        }
    }
}
