package dev.levee.sandbox.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Reads a template, every function in its long form: `!Ref X` as `{"Ref": "X"}`.
final class TemplateYaml {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Map<String, String> SHORT_FORMS = Map.of(
            "!Ref", "Ref",
            "!Sub", "Fn::Sub",
            "!GetAtt", "Fn::GetAtt",
            "!Join", "Fn::Join",
            "!If", "Fn::If",
            "!Equals", "Fn::Equals",
            "!Not", "Fn::Not",
            "!Select", "Fn::Select",
            "!Split", "Fn::Split");

    private TemplateYaml() {}

    static JsonNode read(String text) {
        try {
            return json(new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text)));
        } catch (YAMLException e) {
            throw new TemplateException("no valid YAML: " + e.getMessage(), e);
        }
    }

    private static JsonNode json(Node node) {
        String tag = node.getTag().getValue();
        if (!tag.startsWith("!")) {
            return plain(node);
        }
        String function = SHORT_FORMS.get(tag);
        if (function == null) {
            throw new TemplateException("line %d: %s is not known".formatted(line(node), tag));
        }
        JsonNode argument = plain(node);
        if (function.equals("Fn::GetAtt") && argument.isTextual()) {
            String[] parts = argument.textValue().split("\\.", 2);
            argument = JSON.arrayNode().add(parts[0]).add(parts.length > 1 ? parts[1] : "");
        }
        return JSON.objectNode().set(function, argument);
    }

    private static JsonNode plain(Node node) {
        return switch (node) {
            case MappingNode map -> object(map);
            case SequenceNode list -> {
                ArrayNode array = JSON.arrayNode();
                list.getValue().forEach(element -> array.add(json(element)));
                yield array;
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new TemplateException("line %d: aliases are not known".formatted(line(node)));
        };
    }

    private static ObjectNode object(MappingNode map) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple entry : map.getValue()) {
            String key = ((ScalarNode) entry.getKeyNode()).getValue();
            if (object.has(key)) {
                throw new TemplateException("line %d: %s stands here twice".formatted(line(entry.getKeyNode()), key));
            }
            object.set(key, json(entry.getValueNode()));
        }
        return object;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String value = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.INT)) {
            return JSON.numberNode(Long.parseLong(value));
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(Boolean.parseBoolean(value));
        }
        return JSON.textNode(value);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
