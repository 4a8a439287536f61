package dev.levee.sandbox.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;

/// The cloud as whoever deploys a stack sees it, in one place.
final class Cloud {

    private static final String IAM_REGION = "us-east-1";

    private final CloudApi api;
    private final Place place;

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

    CloudCall prepare(String operation, JsonNode document) {
        return new CloudCall(operation, operation.startsWith("iam:") ? IAM_REGION : place.region(), document);
    }

    /// @throws DeploymentException if the cloud says no
    JsonNode call(String operation, JsonNode document) {
        return switch (api.call(prepare(operation, document))) {
            case CloudAnswer.Success(JsonNode answer, String _) -> answer;
            case CloudAnswer.Failure failure -> throw new DeploymentException(operation, failure);
        };
    }

    CloudAnswer call(CloudCall call) {
        return api.call(call);
    }
}
