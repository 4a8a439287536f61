package dev.levee.sandbox.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.levee.onboarding.Template;
import dev.levee.rulebook.Rulebook;
import dev.levee.sandbox.deploy.StackTemplate.Declared;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The IAM documents of a template, resolved as in a stack whose names are as long as names get.
final class Documents {

    static final String HOME = "ap-southeast-2";
    static final String ACCOUNT = "111122223333";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("ExternalId", "6f1c2a34-5b7d-4e89-9a0b-1c2d3e4f5a6b"),
            Map.entry(
                    "LeveePrincipalArns",
                    "arn:aws-us-gov:iam::999988887777:role/levee-executor,arn:aws-us-gov:iam::999988887777:role/ops"),
            Map.entry("EventBusArn", "arn:aws-us-gov:events:us-gov-west-1:999988887777:event-bus/levee-events"),
            Map.entry("HomeRegion", HOME),
            Map.entry("Code", "4027139988776655"),
            Map.entry("CodeValidUntil", "2026-11-30T17:00:00Z"),
            Map.entry("OrganizationId", "o-a1b2c3d4e5"),
            Map.entry("AccountIds", "111122223333,444455556666"),
            Map.entry("OidcIssuer", "oidc.eks.eu-central-1.amazonaws.com/id/ABC"));

    /// @param kind the property it is the value of, e.g. `KeyPolicy`
    record Document(String resource, String type, String kind, JsonNode content) {

        List<JsonNode> statements() {
            return StreamSupport.stream(content.path("Statement").spliterator(), false)
                    .toList();
        }

        /// Says what those may do who have it, not who may do something to a resource.
        boolean ofIdentity() {
            return kind.equals("Policies") || type.equals("AWS::IAM::ManagedPolicy");
        }

        /// What of a quota it takes: white space counts for nothing.
        int length() {
            return content.toString().length();
        }
    }

    private Documents() {}

    static String text(Template template) {
        return template.render(Rulebook.standard().controls());
    }

    static List<Document> of(Template kind) {
        StackTemplate template = StackTemplate.parse(text(kind));
        Map<String, String> values = new HashMap<>(VALUES);
        values.keySet().retainAll(template.parameters().keySet());
        Place place = new Place("aws-us-gov", ACCOUNT, HOME);
        Scope scope = new Scope(place, Parameters.check(template.parameters(), values), template.conditions());
        template.resources().values().forEach(resource -> scope.add(resource.id(), imagined(resource)));
        return template.resources().values().stream()
                .flatMap(resource -> documents(resource, scope.resolve(resource.properties())))
                .toList();
    }

    private static Made imagined(Declared resource) {
        String arn = "arn:aws-us-gov:service:%s:%s:%s".formatted(HOME, ACCOUNT, resource.id());
        return new Made(arn, Map.of("Arn", arn, "QueueName", resource.id()));
    }

    private static Stream<Document> documents(Declared resource, JsonNode properties) {
        List<Document> documents = new ArrayList<>();
        for (String kind : List.of("AssumeRolePolicyDocument", "PolicyDocument", "KeyPolicy", "ResourcePolicy")) {
            if (properties.has(kind)) {
                documents.add(new Document(resource.id(), resource.type(), kind, object(properties.path(kind))));
            }
        }
        properties
                .path("Policies")
                .forEach(policy -> documents.add(
                        new Document(resource.id(), resource.type(), "Policies", policy.path("PolicyDocument"))));
        return documents.stream();
    }

    private static JsonNode object(JsonNode document) {
        try {
            return document.isTextual() ? JSON.readTree(document.textValue()) : document;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static List<String> texts(JsonNode oneOrMore) {
        return oneOrMore.isTextual()
                ? List.of(oneOrMore.textValue())
                : StreamSupport.stream(oneOrMore.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
    }
}
