package dev.levee.sandbox.aws.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.policy.PolicyKind;

/// The policy of a bus: given whole, or statement by statement in words of EventBridge's own.
final class BusPolicy {

    private static final JsonMapper JSON = new JsonMapper();

    private BusPolicy() {}

    static ObjectNode of(JsonNode statements) {
        ObjectNode policy = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
        policy.set("Statement", statements);
        return policy;
    }

    /// The statements of a whole policy.
    ///
    /// @throws AwsFault if it is none
    static ArrayNode statements(String policy) {
        try {
            PolicyKind.RESOURCE.read(policy);
            JsonNode statements = JSON.readTree(policy).path("Statement");
            return statements instanceof ArrayNode several
                    ? several
                    : JsonNodeFactory.instance.arrayNode().add(statements);
        } catch (JsonProcessingException _) {
            throw new AwsFault("ValidationException", 400, "The policy is no JSON.");
        } catch (AwsFault fault) {
            throw new AwsFault("ValidationException", 400, "The policy is not valid: " + fault.text());
        }
    }

    static ObjectNode statement(Request request, String busArn) {
        String principal = request.required("Principal");
        ObjectNode statement = JsonNodeFactory.instance
                .objectNode()
                .put("Sid", request.required("StatementId"))
                .put("Effect", "Allow")
                .put("Action", request.required("Action"))
                .put("Resource", busArn);
        if (principal.equals("*")) {
            statement.put("Principal", principal);
        } else {
            statement.putObject("Principal").put("AWS", "arn:aws:iam::%s:root".formatted(principal));
        }
        JsonNode condition = request.document().path("Condition");
        if (condition.isObject()) {
            statement
                    .putObject("Condition")
                    .putObject(condition.path("Type").asText())
                    .put(condition.path("Key").asText(), condition.path("Value").asText());
        }
        return statement;
    }
}
