package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Caller;
import java.util.ArrayList;
import java.util.List;

/// An IAM policy.
final class PolicyDocument {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<Statement> statements;

    private PolicyDocument(List<Statement> statements) {
        this.statements = statements;
    }

    /// @throws AwsFault `MalformedPolicyDocument`
    static PolicyDocument parse(String text) {
        try {
            JsonNode document = JSON.readTree(text);
            JsonNode statements = document.path("Statement");
            List<Statement> parsed = new ArrayList<>();
            for (JsonNode statement : statements.isObject() ? List.of(statements) : statements) {
                parsed.add(Statement.parse(statement));
            }
            if (parsed.isEmpty()) {
                throw new IllegalArgumentException("it has no statement");
            }
            return new PolicyDocument(List.copyOf(parsed));
        } catch (JsonProcessingException _) {
            throw new AwsFault("MalformedPolicyDocument", 400, "Syntax errors in policy.");
        } catch (IllegalArgumentException e) {
            throw new AwsFault("MalformedPolicyDocument", 400, "Syntax errors in policy: " + e.getMessage());
        }
    }

    /// What this policy says of an action on a resource.
    Verdict of(String action, String resource, Context context) {
        return strongest(statements.stream()
                .filter(statement -> statement.covers(action, resource, context))
                .toList());
    }

    /// What this policy, a role's trust policy, says of a caller who wants to assume the role.
    Verdict trusts(Caller caller, Context context) {
        return strongest(statements.stream()
                .filter(statement -> statement.names(caller) && statement.covers("sts:AssumeRole", "", context))
                .toList());
    }

    private static Verdict strongest(List<Statement> applicable) {
        if (applicable.isEmpty()) {
            return Verdict.SILENT;
        }
        return applicable.stream().anyMatch(Statement::denies) ? Verdict.DENY : Verdict.ALLOW;
    }

    /// A text, or a list of them.
    static List<String> texts(JsonNode node) {
        if (node.isArray()) {
            List<String> texts = new ArrayList<>();
            node.forEach(text -> texts.add(text.asText()));
            return texts;
        }
        return node.isMissingNode() || node.isNull() ? List.of() : List.of(node.asText());
    }
}
