package dev.levee.rulebook.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// A part of a YAML file. What it is not gets reported and reads as something empty, so that one pass finds
/// every problem of a file.
///
/// Plain scalars are typed as in YAML 1.2 (core): `true`, `false`, `null`, numbers; `yes`, `on`, dates and numbers
/// with leading zeros are text.
public final class YamlNode {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)\\.[0-9]+");

    private final Node node;
    private final Problems problems;

    YamlNode(Node node, Problems problems) {
        this.node = node;
        this.problems = problems;
    }

    public int line() {
        return node.getStartMark().getLine() + 1;
    }

    /// The line on which a scalar's text begins: in a block scalar that is the one after the `|` or `>`.
    public int textLine() {
        return node instanceof ScalarNode scalar && isBlock(scalar) ? line() + 1 : line();
    }

    public void problem(String message) {
        problems.add(line(), message);
    }

    public void problem(int line, String message) {
        problems.add(line, message);
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public YamlMap map() {
        if (node instanceof MappingNode mapping) {
            return new YamlMap(mapping, problems);
        }
        problem("must be a map (`key: value`), is " + kind());
        return YamlMap.empty(line(), problems);
    }

    public List<YamlNode> list() {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(item -> new YamlNode(item, problems))
                    .toList();
        }
        problem("must be a list (`- item`), is " + kind());
        return List.of();
    }

    /// The scalar as written, whatever its type.
    public String text() {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        problem("must be text, is " + kind());
        return "";
    }

    /// The same list whether one text is given or a list of them.
    public List<String> texts() {
        return isList() ? list().stream().map(YamlNode::text).toList() : List.of(text());
    }

    public JsonNode json() {
        return switch (node) {
            case MappingNode mapping -> object(mapping);
            case SequenceNode sequence -> array(sequence);
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new IllegalStateException("a composed node is no " + node.getNodeId());
        };
    }

    private ObjectNode object(MappingNode mapping) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            YamlNode key = new YamlNode(entry.getKeyNode(), problems);
            String name = key.text();
            if (object.has(name)) {
                key.problem("key `" + name + "` stands here twice; keep one");
            }
            object.set(name, new YamlNode(entry.getValueNode(), problems).json());
        }
        return object;
    }

    private ArrayNode array(SequenceNode sequence) {
        ArrayNode array = JSON.arrayNode();
        sequence.getValue().forEach(item -> array.add(new YamlNode(item, problems).json()));
        return array;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return JSON.textNode(text);
        }
        return switch (text) {
            case "true" -> JSON.booleanNode(true);
            case "false" -> JSON.booleanNode(false);
            case "", "~", "null" -> JSON.nullNode();
            default -> {
                if (INTEGER.matcher(text).matches()) {
                    yield JSON.numberNode(Long.parseLong(text));
                }
                yield DECIMAL.matcher(text).matches() ? JSON.numberNode(Double.parseDouble(text)) : JSON.textNode(text);
            }
        };
    }

    private static boolean isBlock(ScalarNode scalar) {
        return scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED;
    }

    private String kind() {
        return switch (node) {
            case MappingNode _ -> "a map";
            case SequenceNode _ -> "a list";
            case ScalarNode scalar when scalar.getValue().isBlank() -> "empty";
            default -> "text";
        };
    }
}
