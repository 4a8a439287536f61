package dev.levee.sandbox.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;

/// Calls of a scenario, in one region, written as JSON with `'` for `"`.
record Calls(CloudApi cloud, String region) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// @throws IllegalStateException if the cloud refuses
    JsonNode make(String operation, String document, Object... values) {
        return switch (cloud.call(call(operation, document, values))) {
            case CloudAnswer.Success success -> success.document();
            case CloudAnswer.Failure failure ->
                throw new IllegalStateException("%s was refused: %s".formatted(operation, failure));
        };
    }

    /// The answer, or a missing node where the cloud says there is none.
    JsonNode look(String operation, String document, Object... values) {
        return switch (cloud.call(call(operation, document, values))) {
            case CloudAnswer.Success success -> success.document();
            case CloudAnswer.Failure _ -> MissingNode.getInstance();
        };
    }

    private CloudCall call(String operation, String document, Object... values) {
        try {
            return new CloudCall(
                    operation, region, JSON.readTree(document.formatted(values).replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(operation + ": " + e.getOriginalMessage(), e);
        }
    }
}
