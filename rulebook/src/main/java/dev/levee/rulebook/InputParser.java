package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.rulebook.yaml.YamlMap;
import dev.levee.rulebook.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads the `inputs` of a control.
final class InputParser {

    private static final InputType ANYTHING = new InputType.StringType(Pattern.compile(".*"));

    private InputParser() {}

    static List<Input> inputs(YamlMap inputs) {
        List<Input> all = new ArrayList<>();
        inputs.each((name, node) -> all.add(input(name, node.map())));
        return all;
    }

    private static Input input(String name, YamlMap map) {
        InputType type = type(map);
        Optional<YamlNode> standard = map.optional("default");
        Input input = new Input(name, type, standard.map(YamlNode::json), map.text("meaning"));
        map.refuseOthers();
        standard.ifPresent(
                node -> input.problem(node.json()).ifPresent(problem -> node.problem("default: " + problem)));
        return input;
    }

    private static InputType type(YamlMap map) {
        return switch (map.text("type")) {
            case "integer" -> new InputType.IntegerType(integer(map, "min"), integer(map, "max"));
            case "boolean" -> new InputType.BooleanType();
            case "string" ->
                new InputType.StringType(
                        map.required("pattern").map(InputParser::pattern).orElse(Pattern.compile("")));
            case "one-of" ->
                new InputType.OneOf(map.required("values").map(YamlNode::texts).orElse(List.of()));
            case "cidr" -> new InputType.CidrType((int) integer(map, "minPrefix"));
            case "list" ->
                new InputType.ListOf(
                        map.required("of").map(InputParser::itemType).orElse(ANYTHING));
            case "" -> ANYTHING;
            default -> {
                map.optional("type")
                        .ifPresent(node -> node.problem("unknown type `" + node.text()
                                + "`; known are: integer, boolean, string, one-of, cidr, list"));
                yield ANYTHING;
            }
        };
    }

    private static InputType itemType(YamlNode node) {
        YamlMap map = node.map();
        InputType type = type(map);
        map.refuseOthers();
        return type;
    }

    private static long integer(YamlMap map, String key) {
        Optional<YamlNode> node = map.required(key);
        Optional<JsonNode> number = node.map(YamlNode::json).filter(JsonNode::isIntegralNumber);
        if (number.isEmpty()) {
            node.ifPresent(present -> present.problem("`" + key + "` must be a whole number"));
        }
        return number.map(JsonNode::longValue).orElse(0L);
    }

    static Pattern pattern(YamlNode node) {
        try {
            return Pattern.compile(node.text());
        } catch (PatternSyntaxException e) {
            node.problem("no regular expression: " + e.getDescription());
            return Pattern.compile("");
        }
    }
}
