package dev.levee.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import java.util.Map;
import java.util.Optional;

/// Who besides the account's own users may invoke a function.
final class FunctionPolicies {

    private static final String STATEMENTS = "Policy";

    private final Functions functions;

    FunctionPolicies(Functions functions) {
        this.functions = functions;
    }

    Map<String, Operation> operations() {
        return Map.of("AddPermission", this::add, "RemovePermission", this::remove, "GetPolicy", this::get);
    }

    /// A function's policy; empty if nobody was ever permitted anything.
    static Optional<JsonNode> of(ObjectNode function) {
        ArrayNode statements = function.withArray("/" + STATEMENTS);
        if (statements.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode policy = JsonNodeFactory.instance
                .objectNode()
                .put("Version", "2012-10-17")
                .put("Id", "default");
        policy.set("Statement", statements);
        return Optional.of(policy);
    }

    private JsonNode add(Request request) {
        String id = request.required("StatementId");
        ObjectNode statement = statement(request);
        functions.change(request, function -> {
            ArrayNode statements = function.withArray("/" + STATEMENTS);
            if (statements.valueStream().anyMatch(other -> isCalled(id, other))) {
                throw new AwsFault(
                        "ResourceConflictException",
                        409,
                        ("The statement id (%s) provided already exists. Please provide a new statement id, or remove"
                                        + " the existing statement.")
                                .formatted(id));
            }
            statements.add(statement);
        });
        return answer().put("Statement", statement.toString());
    }

    private JsonNode remove(Request request) {
        String id = request.required("StatementId");
        functions.change(request, function -> {
            ArrayNode statements = function.withArray("/" + STATEMENTS);
            int before = statements.size();
            if (statements.removeIf(other -> isCalled(id, other)).size() == before) {
                throw new AwsFault(
                        "ResourceNotFoundException",
                        404,
                        "Statement %s is not found in resource policy.".formatted(id));
            }
        });
        return answer();
    }

    private JsonNode get(Request request) {
        ObjectNode function = functions.called(request);
        JsonNode policy = of(function)
                .orElseThrow(() ->
                        new AwsFault("ResourceNotFoundException", 404, "The resource you requested does not exist."));
        return answer().put("Policy", policy.toString())
                .put("RevisionId", function.at("/Configuration/RevisionId").asText());
    }

    private ObjectNode statement(Request request) {
        JsonNode asked = request.document();
        ObjectNode function = functions.called(request);
        ObjectNode statement =
                answer().put("Sid", request.required("StatementId")).put("Effect", "Allow");
        String principal = request.required("Principal");
        if (principal.endsWith(".amazonaws.com")) {
            statement.putObject("Principal").put("Service", principal);
        } else if (principal.equals("*")) {
            statement.put("Principal", principal);
        } else {
            statement
                    .putObject("Principal")
                    .put("AWS", principal.startsWith("arn:") ? principal : "arn:aws:iam::%s:root".formatted(principal));
        }
        statement
                .put("Action", request.required("Action"))
                .put("Resource", function.at("/Configuration/FunctionArn").asText());
        condition(statement, "ArnLike", "AWS:SourceArn", asked.path("SourceArn"));
        condition(statement, "StringEquals", "AWS:SourceAccount", asked.path("SourceAccount"));
        condition(statement, "StringEquals", "aws:PrincipalOrgID", asked.path("PrincipalOrgID"));
        return statement;
    }

    private static void condition(ObjectNode statement, String operator, String key, JsonNode value) {
        if (value.isTextual()) {
            statement
                    .withObjectProperty("Condition")
                    .withObjectProperty(operator)
                    .set(key, value);
        }
    }

    private static boolean isCalled(String id, JsonNode statement) {
        return statement.path("Sid").asText().equals(id);
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
