package dev.levee.sandbox.aws.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import java.util.List;
import java.util.UUID;

/// The values of one secret by version id, each with the labels it carries. A label is on one version at most, and a
/// version without labels is forgotten.
final class SecretVersions {

    static final String MEMBER = "Versions";
    static final String CURRENT = "AWSCURRENT";

    private static final String PREVIOUS = "AWSPREVIOUS";
    private static final String STAGES = "VersionStages";

    private SecretVersions() {}

    static ObjectNode of(ObjectNode secret) {
        return secret.withObject("/" + MEMBER);
    }

    static boolean hasStage(JsonNode version, String stage) {
        return stages(version).contains(stage);
    }

    /// Adds the value in the request and returns its version id. Adding the same value under the same id again
    /// changes nothing.
    static String add(ObjectNode secret, Request request) {
        String id = request.document()
                .path("ClientRequestToken")
                .asText(UUID.randomUUID().toString());
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        for (String member : List.of("SecretString", "SecretBinary")) {
            if (request.document().has(member)) {
                value.set(member, request.document().get(member));
            }
        }
        ObjectNode versions = of(secret);
        if (versions.has(id)) {
            if (!versions.withObject("/" + id)
                    .deepCopy()
                    .retain("SecretString", "SecretBinary")
                    .equals(value)) {
                throw new AwsFault(
                        "ResourceExistsException",
                        400,
                        "You can't use ClientRequestToken %s because that value is already in use for a version of secret %s."
                                .formatted(id, secret.path("ARN").asText()));
            }
            return id;
        }
        List<String> labels = stages(request.document());
        versions.set(id, value.put("CreatedDate", request.time().toString()));
        secret.put("LastChangedDate", request.time().toString());
        for (String label : labels.isEmpty() ? List.of(CURRENT) : labels) {
            label(versions, id, label);
        }
        versions.properties().removeIf(version -> stages(version.getValue()).isEmpty());
        return id;
    }

    private static void label(ObjectNode versions, String id, String label) {
        versions.properties().forEach(version -> {
            if (hasStage(version.getValue(), label)) {
                ((ArrayNode) version.getValue().path(STAGES))
                        .removeIf(stage -> stage.asText().equals(label));
                if (label.equals(CURRENT)) {
                    label(versions, version.getKey(), PREVIOUS);
                }
            }
        });
        versions.withObject("/" + id).withArray("/" + STAGES).add(TextNode.valueOf(label));
    }

    private static List<String> stages(JsonNode version) {
        return version.path(STAGES).valueStream().map(JsonNode::asText).toList();
    }
}
