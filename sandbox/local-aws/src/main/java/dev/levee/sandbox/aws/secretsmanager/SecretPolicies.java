package dev.levee.sandbox.aws.secretsmanager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.iam.KnownPrincipals;
import dev.levee.sandbox.aws.policy.PolicyDocument;
import dev.levee.sandbox.aws.policy.PolicyKind;
import dev.levee.sandbox.aws.policy.Resource;
import java.util.Optional;
import java.util.stream.Stream;

/// The policies of secrets, of which each has one at most.
final class SecretPolicies {

    static final String POLICY = "ResourcePolicy";

    private static final JsonMapper JSON = new JsonMapper();

    private final Secrets secrets;
    private final KnownPrincipals principals;

    SecretPolicies(Secrets secrets, KnownPrincipals principals) {
        this.secrets = secrets;
        this.principals = principals;
    }

    JsonNode put(Request request) {
        ObjectNode secret = secrets.alive(request);
        String policy = request.required(POLICY);
        PolicyKind.RESOURCE.read(policy, principals);
        if (request.document().path("BlockPublicPolicy").asBoolean() && isPublic(policy)) {
            throw new AwsFault(
                    "PublicPolicyException",
                    400,
                    "The BlockPublicPolicy parameter is set to true, and the resource policy did not prevent broad"
                            + " access to the secret.");
        }
        secrets.table(request).update(secret.path("Name").asText(), changed -> changed.put(POLICY, policy));
        return SecretsManagerService.named(secret);
    }

    JsonNode get(Request request) {
        ObjectNode secret = secrets.alive(request);
        ObjectNode answer = SecretsManagerService.named(secret);
        return secret.has(POLICY) ? answer.set(POLICY, secret.get(POLICY)) : answer;
    }

    JsonNode delete(Request request) {
        ObjectNode secret = secrets.alive(request);
        secrets.table(request).update(secret.path("Name").asText(), changed -> changed.remove(POLICY));
        return SecretsManagerService.named(secret);
    }

    JsonNode validate(Request request) {
        String policy = request.required(POLICY);
        ObjectNode answer = SecretsManagerService.answer();
        try {
            PolicyKind.RESOURCE.read(policy, principals);
            if (isPublic(policy)) {
                error("PublicPolicy", "The resource policy did not prevent broad access to the secret.", answer);
            }
        } catch (AwsFault malformed) {
            error("PolicySyntax", malformed.text(), answer);
        }
        return answer.put("PolicyValidationPassed", !answer.has("ValidationErrors"));
    }

    static Resource resource(ObjectNode secret, String account) {
        return new Resource(
                secret.path("ARN").asText(),
                account,
                Optional.of(secret.path(POLICY))
                        .filter(JsonNode::isTextual)
                        .map(policy -> PolicyDocument.parse(policy.asText())),
                false);
    }

    /// Whether it lets in everybody, without a condition.
    private static boolean isPublic(String policy) {
        JsonNode statements = json(policy).path("Statement");
        return (statements.isArray() ? statements.valueStream() : Stream.of(statements))
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .filter(statement -> !statement.has("Condition"))
                .map(statement -> statement.path("Principal"))
                .anyMatch(principal -> principal.asText().equals("*")
                        || principal.path("AWS").asText().equals("*")
                        || principal
                                .path("AWS")
                                .valueStream()
                                .anyMatch(one -> one.asText().equals("*")));
    }

    private static JsonNode json(String policy) {
        try {
            return JSON.readTree(policy);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a policy was accepted that is no JSON", e);
        }
    }

    private static void error(String check, String message, ObjectNode answer) {
        answer.withArrayProperty("ValidationErrors")
                .addObject()
                .put("CheckName", check)
                .put("ErrorMessage", message);
    }
}
