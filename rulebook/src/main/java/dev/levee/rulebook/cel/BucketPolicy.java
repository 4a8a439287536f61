package dev.levee.rulebook.cel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A bucket's policy. What a change does not mean stays as it is, in its place.
final class BucketPolicy {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ObjectNode document;
    private final List<PolicyStatement> statements;

    private BucketPolicy(ObjectNode document, List<PolicyStatement> statements) {
        this.document = document;
        this.statements = statements;
    }

    /// @throws IllegalArgumentException if the text is no policy
    static BucketPolicy parse(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode document) {
                List<PolicyStatement> statements = new ArrayList<>();
                JsonNode all = document.path("Statement");
                for (JsonNode one : all.isObject() ? List.of(all) : all) {
                    statements.add(PolicyStatement.of(one));
                }
                return new BucketPolicy(document, statements);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a policy that is no JSON", e);
        }
        throw new IllegalArgumentException("a policy that is no JSON object");
    }

    /// The statements that allow everyone something, by `Sid` or place. One that a condition holds to known callers or
    /// networks is among them only if asked for.
    List<String> publicAllows(boolean evenConditioned) {
        List<String> names = new ArrayList<>();
        for (int index = 0; index < statements.size(); index++) {
            if (statements.get(index).isPublicAllow(evenConditioned)) {
                names.add(statements.get(index).sid().orElse("statement " + (index + 1)));
            }
        }
        return names;
    }

    /// What those statements allow to principals they name stays. Empty if no statement is left.
    String withoutPublicAllows(boolean evenConditioned) {
        ArrayNode left = JsonNodeFactory.instance.arrayNode();
        for (PolicyStatement statement : statements) {
            if (statement.isPublicAllow(evenConditioned)) {
                statement.withoutEveryone().ifPresent(left::add);
            } else {
                left.add(statement.node());
            }
        }
        return left.isEmpty() ? "" : with(left);
    }

    /// Whether it denies everyone everything, on the bucket and on all objects in it, where a request comes without
    /// TLS.
    boolean deniesPlainHttp(String bucketArn) {
        String anyObject = bucketArn + "/" + "\uE000".repeat(64);
        List<PolicyStatement> denials =
                statements.stream().filter(PolicyStatement::deniesPlainHttp).toList();
        return denials.stream().anyMatch(denial -> denial.covers(bucketArn))
                && denials.stream().anyMatch(denial -> denial.covers(anyObject));
    }

    /// With one statement more, at the end. If its `Sid` is taken it gets a number.
    String withStatement(JsonNode statement) {
        ObjectNode added = statement.deepCopy();
        Set<String> taken =
                statements.stream().flatMap(one -> one.sid().stream()).collect(Collectors.toSet());
        String sid = added.path("Sid").asText();
        for (int number = 2; taken.contains(added.path("Sid").asText()); number++) {
            added.put("Sid", sid + number);
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        statements.forEach(one -> all.add(one.node()));
        return with(all.add(added));
    }

    private String with(ArrayNode changed) {
        return document.deepCopy().set("Statement", changed).toString();
    }
}
