package dev.levee.sandbox.aws.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Caller;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A policy. Immutable.
public final class PolicyDocument {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<Statement> statements;

    private PolicyDocument(List<Statement> statements) {
        this.statements = statements;
    }

    /// Reads a policy that a service has accepted; what it must be like for that says [PolicyKind].
    ///
    /// @throws AwsFault `MalformedPolicyDocument`
    public static PolicyDocument parse(String text) {
        try {
            List<Statement> parsed = new ArrayList<>();
            for (JsonNode statement : statements(JSON.readTree(text))) {
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

    static Iterable<JsonNode> statements(JsonNode document) {
        JsonNode statements = document.path("Statement");
        return statements.isObject() ? List.of(statements) : statements;
    }

    /// What this policy says of an action on a resource.
    Verdict of(String action, String resource, Context context) {
        return strongest(statements.stream()
                .filter(statement -> statement.covers(action, resource, context))
                .map(Statement::verdict));
    }

    /// What this policy, one of a resource or a role, says of a caller.
    Consent of(Caller caller, String action, String resource, Context context) {
        return statements.stream()
                .filter(statement -> statement.covers(action, resource, context))
                .map(statement -> {
                    Consent consent = statement.principals().meaning(caller);
                    return consent != Consent.SILENT && statement.denies() ? Consent.DENIED : consent;
                })
                .max(Comparator.naturalOrder())
                .orElse(Consent.SILENT);
    }

    /// The condition keys it asks for where it speaks of an action, lower case.
    Stream<String> keys(String action) {
        return statements.stream()
                .filter(statement -> statement.coversAction(action))
                .flatMap(statement -> statement.conditions().keys());
    }

    static Verdict strongest(Stream<Verdict> verdicts) {
        return verdicts.max(Comparator.naturalOrder()).orElse(Verdict.SILENT);
    }
}
