package dev.levee.sandbox.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/// The properties of a resource, or an object in them. Whoever makes the resource takes those it knows; what is left
/// then is refused.
final class Properties {

    private final String where;
    private final JsonNode values;
    private final Set<String> taken = new HashSet<>();

    /// @param where how a complaint begins, e.g. `ScanRole (AWS::IAM::Role)`
    Properties(String where, JsonNode values) {
        this.where = where;
        this.values = values;
    }

    String text(String name) {
        JsonNode value = optional(name);
        if (value.isMissingNode()) {
            throw new TemplateException("%s needs the property %s".formatted(where, name));
        }
        return value.asText();
    }

    /// Missing if it is not there.
    JsonNode optional(String name) {
        taken.add(name);
        return values.path(name);
    }

    /// A document that the API takes as text.
    String document(String name) {
        JsonNode value = optional(name);
        if (!value.isObject() && !value.isTextual()) {
            throw new TemplateException("%s needs the property %s, a document".formatted(where, name));
        }
        return value.isTextual() ? value.textValue() : value.toString();
    }

    List<Properties> objects(String name) {
        return StreamSupport.stream(optional(name).spliterator(), false)
                .map(value -> new Properties(where + ", " + name, value))
                .toList();
    }

    List<String> texts(String name) {
        return StreamSupport.stream(optional(name).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /// Those of these that are there, as they are: what the API calls by the same name.
    ObjectNode copy(String... names) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (String name : names) {
            JsonNode value = optional(name);
            if (!value.isMissingNode()) {
                copy.set(name, value);
            }
        }
        return copy;
    }

    void refuseOthers() {
        values.fieldNames().forEachRemaining(name -> {
            if (!taken.contains(name)) {
                throw new TemplateException("%s: the property %s is not known".formatted(where, name));
            }
        });
    }
}
