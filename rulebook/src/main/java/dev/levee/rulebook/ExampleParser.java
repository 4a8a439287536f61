package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.levee.rulebook.yaml.YamlMap;
import dev.levee.rulebook.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the `examples` of a control. Whether they hold is for the build to say.
final class ExampleParser {

    private static final Set<String> VERDICTS =
            Set.of("compliant", "non-compliant", "not-applicable", "not-ready", "pending");

    private ExampleParser() {}

    static Example example(YamlNode node) {
        YamlMap map = node.map();
        String name = map.text("name");
        Example example = map.optional("event").isPresent() ? event(name, map) : state(name, map);
        map.refuseOthers();
        return example;
    }

    private static Example event(String name, YamlMap map) {
        return new Example.OfEvent(
                name,
                map.line(),
                map.text("event"),
                json(map, "record"),
                map.list("resources").stream().map(YamlNode::text).toList());
    }

    private static Example state(String name, YamlMap map) {
        map.required("state");
        return new Example.OfState(
                name,
                map.line(),
                json(map, "inputs"),
                members(json(map, "state")),
                map.optional("verdict").map(ExampleParser::verdict),
                map.optional("why").map(YamlNode::text),
                map.optional("fix").map(ExampleParser::calls),
                map.optional("before").map(YamlNode::json).map(ExampleParser::members),
                map.optional("rollback").map(ExampleParser::calls));
    }

    private static String verdict(YamlNode node) {
        if (!VERDICTS.contains(node.text())) {
            node.problem("unknown verdict `" + node.text() + "`; known are: " + String.join(", ", VERDICTS));
        }
        return node.text();
    }

    /// Each as `{call: …, with: …}`.
    private static List<JsonNode> calls(YamlNode node) {
        return node.list().stream()
                .map(item -> {
                    YamlMap map = item.map();
                    JsonNode call = JsonNodeFactory.instance
                            .objectNode()
                            .put("call", map.text("call"))
                            .set("with", json(map, "with"));
                    map.refuseOthers();
                    return call;
                })
                .toList();
    }

    private static JsonNode json(YamlMap map, String key) {
        return map.optional(key)
                .filter(node -> {
                    node.map();
                    return node.isMap();
                })
                .map(YamlNode::json)
                .orElse(JsonNodeFactory.instance.objectNode());
    }

    private static Map<String, JsonNode> members(JsonNode object) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        object.properties().forEach(entry -> members.put(entry.getKey(), entry.getValue()));
        return members;
    }
}
