package dev.levee.sandbox.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A template as it is written.
///
/// @param parameters name → its declaration
/// @param conditions name → its function
/// @param resources logical id → resource, in the order of the file
/// @param outputs name → output
record StackTemplate(
        Map<String, JsonNode> parameters,
        Map<String, JsonNode> conditions,
        Map<String, Declared> resources,
        Map<String, JsonNode> outputs) {

    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion", "Description", "Metadata", "Parameters", "Conditions", "Resources", "Outputs");
    private static final Set<String> ATTRIBUTES =
            Set.of("Type", "Properties", "Condition", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy");

    /// A resource as it is written.
    ///
    /// @param condition made only if that holds
    /// @param dependsOn logical ids, besides those its properties refer to
    record Declared(String id, String type, JsonNode properties, Optional<String> condition, JsonNode dependsOn) {}

    static StackTemplate parse(String text) {
        JsonNode root = TemplateYaml.read(text);
        refuseOthers("the template", root, SECTIONS);
        Map<String, Declared> resources = new LinkedHashMap<>();
        members(root, "Resources").forEach((id, resource) -> resources.put(id, declared(id, resource)));
        return new StackTemplate(
                members(root, "Parameters"), members(root, "Conditions"), resources, members(root, "Outputs"));
    }

    private static Declared declared(String id, JsonNode resource) {
        refuseOthers(id, resource, ATTRIBUTES);
        if (!resource.path("DeletionPolicy").asText("Delete").equals("Delete")) {
            throw new TemplateException(id + ": only DeletionPolicy Delete is known");
        }
        return new Declared(
                id,
                resource.path("Type").asText(),
                resource.path("Properties"),
                Optional.of(resource.path("Condition").asText()).filter(name -> !name.isEmpty()),
                resource.path("DependsOn"));
    }

    static void refuseOthers(String where, JsonNode object, Set<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new TemplateException("%s: %s is not known; known are %s".formatted(where, name, known));
            }
        });
    }

    private static Map<String, JsonNode> members(JsonNode root, String section) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        root.path(section).properties().forEach(entry -> members.put(entry.getKey(), entry.getValue()));
        return members;
    }
}
