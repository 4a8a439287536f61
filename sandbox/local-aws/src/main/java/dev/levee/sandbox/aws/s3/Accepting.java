package dev.levee.sandbox.aws.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import java.util.List;
import java.util.Set;

/// What S3 makes of the settings it is given.
final class Accepting {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> ALGORITHMS = Set.of("AES256", "aws:kms", "aws:kms:dsse");

    private Accepting() {}

    static JsonNode encryption(JsonNode configuration) {
        JsonNode rules = configuration.path("Rules");
        if (rules.size() != 1) {
            throw malformed();
        }
        ObjectNode rule = rules.get(0).deepCopy();
        JsonNode byDefault = rule.path("ApplyServerSideEncryptionByDefault");
        String algorithm = byDefault.path("SSEAlgorithm").asText();
        if (!ALGORITHMS.contains(algorithm)) {
            throw malformed();
        }
        if (algorithm.equals("AES256") && byDefault.has("KMSMasterKeyID")) {
            throw new AwsFault(
                    "InvalidArgument",
                    400,
                    "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse");
        }
        if (!rule.has("BucketKeyEnabled")) {
            rule.put("BucketKeyEnabled", false);
        }
        ObjectNode accepted = JsonNodeFactory.instance.objectNode();
        accepted.putArray("Rules").add(rule);
        return accepted;
    }

    static JsonNode publicAccessBlock(JsonNode configuration) {
        ObjectNode accepted = JsonNodeFactory.instance.objectNode();
        for (String flag :
                List.of("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")) {
            accepted.put(flag, configuration.path(flag).asBoolean());
        }
        return accepted;
    }

    static JsonNode policy(JsonNode text) {
        try {
            JsonNode statement = JSON.readTree(text.asText()).path("Statement");
            if (statement.isArray() && statement.isEmpty()) {
                throw new AwsFault("MalformedPolicy", 400, "Could not parse the policy: Statement is empty!");
            }
            if (statement.isContainerNode()) {
                return text;
            }
        } catch (JsonProcessingException e) {
            // Answered below, like JSON that is no policy.
        }
        throw new AwsFault("MalformedPolicy", 400, "Policies must be valid JSON and the first byte must be '{'");
    }

    static JsonNode versioning(JsonNode configuration) {
        if (!Set.of("Enabled", "Suspended")
                .contains(configuration.path("Status").asText())) {
            throw new AwsFault(
                    "IllegalVersioningConfigurationException", 400, "The Versioning element must be specified");
        }
        return configuration;
    }

    static JsonNode acceleration(JsonNode configuration) {
        return oneOf(Set.of("Enabled", "Suspended"), configuration, "/Status");
    }

    static JsonNode ownership(JsonNode controls) {
        return oneOf(
                Set.of("BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"),
                controls,
                "/Rules/0/ObjectOwnership");
    }

    static JsonNode website(JsonNode configuration) {
        if (configuration.at("/IndexDocument/Suffix").asText().isEmpty()
                && configuration.at("/RedirectAllRequestsTo/HostName").asText().isEmpty()) {
            throw malformed();
        }
        return configuration;
    }

    private static JsonNode oneOf(Set<String> words, JsonNode configuration, String pointer) {
        if (!words.contains(configuration.at(pointer).asText())) {
            throw malformed();
        }
        return configuration;
    }

    private static AwsFault malformed() {
        return new AwsFault(
                "MalformedXML",
                400,
                "The XML you provided was not well-formed or did not validate against our published schema");
    }
}
