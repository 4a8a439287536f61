package dev.levee.rulebook.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// A part of a YAML file. What it is not gets reported and reads as something empty, so that one pass finds
/// every problem of a file.
///
/// Plain scalars are typed as in YAML 1.2 (core): `true`, `false`, `null`, numbers; `yes`, `on`, dates and numbers
/// with leading zeros are text.
public final class YamlNode {

    private static final int MAX_DEPTH = 50;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)\\.[0-9]+");

    private sealed interface Content {

        record Mapping(List<Entry> entries) implements Content {}

        record Sequence(List<YamlNode> items) implements Content {}

        record Scalar(String text, ScalarStyle style) implements Content {}
    }

    record Entry(YamlNode key, YamlNode value) {}

    private final Content content;
    private final int line;
    private final Problems problems;

    private YamlNode(Content content, int line, Problems problems) {
        this.content = content;
        this.line = line;
        this.problems = problems;
    }

    static YamlNode of(Node node, Problems problems) {
        return of(node, problems, 0);
    }

    private static YamlNode of(Node node, Problems problems, int depth) {
        if (depth > MAX_DEPTH) {
            throw new YAMLException("nested too deeply, or an alias that contains itself");
        }
        Content content = switch (node) {
            case MappingNode mapping ->
                new Content.Mapping(mapping.getValue().stream()
                        .map(tuple -> new Entry(
                                of(tuple.getKeyNode(), problems, depth + 1),
                                of(tuple.getValueNode(), problems, depth + 1)))
                        .toList());
            case SequenceNode sequence ->
                new Content.Sequence(sequence.getValue().stream()
                        .map(item -> of(item, problems, depth + 1))
                        .toList());
            case ScalarNode scalar -> new Content.Scalar(scalar.getValue(), scalar.getScalarStyle());
            default -> throw new IllegalStateException("a composed node is no " + node.getNodeId());
        };
        return new YamlNode(content, node.getStartMark().getLine() + 1, problems);
    }

    public int line() {
        return line;
    }

    /// The line on which a scalar's text begins: in a block scalar that is the one after the `|` or `>`.
    public int textLine() {
        return content instanceof Content.Scalar(String _, ScalarStyle style) && isBlock(style) ? line + 1 : line;
    }

    public void problem(String message) {
        problems.add(line, message);
    }

    public void problem(int line, String message) {
        problems.add(line, message);
    }

    public boolean isMap() {
        return content instanceof Content.Mapping;
    }

    public boolean isList() {
        return content instanceof Content.Sequence;
    }

    public YamlMap map() {
        if (content instanceof Content.Mapping(List<Entry> entries)) {
            return new YamlMap(line, entries, problems);
        }
        problem("must be a map (`key: value`), is " + kind());
        return new YamlMap(line, List.of(), problems);
    }

    public List<YamlNode> list() {
        if (content instanceof Content.Sequence(List<YamlNode> items)) {
            return items;
        }
        problem("must be a list (`- item`), is " + kind());
        return List.of();
    }

    /// The scalar as written, whatever its type.
    public String text() {
        if (content instanceof Content.Scalar(String text, ScalarStyle _) && !text.isBlank()) {
            return text.strip();
        }
        problem("must be text, is " + kind());
        return "";
    }

    /// The same list whether one text is given or a list of them.
    public List<String> texts() {
        return isList() ? list().stream().map(YamlNode::text).toList() : List.of(text());
    }

    public JsonNode json() {
        return switch (content) {
            case Content.Mapping(List<Entry> entries) -> object(entries);
            case Content.Sequence(List<YamlNode> items) -> array(items);
            case Content.Scalar(String text, ScalarStyle style) -> scalar(text, style);
        };
    }

    /// The value under a key of this map, asked without being noted as known; empty where this is no map.
    public Optional<YamlNode> at(String key) {
        return content instanceof Content.Mapping(List<Entry> entries)
                ? entries.stream()
                        .filter(entry -> entry.key().is(key))
                        .map(Entry::value)
                        .findFirst()
                : Optional.empty();
    }

    /// This map without some of its keys.
    public YamlNode without(String... keys) {
        return content instanceof Content.Mapping(List<Entry> entries)
                ? mapping(entries.stream()
                        .filter(entry -> Stream.of(keys).noneMatch(entry.key()::is))
                        .toList())
                : this;
    }

    /// This map laid over another: maps merge at every level, lists right in these two add up, the other's items
    /// first; anything else is this one's. What both have keeps the other's place.
    public YamlNode over(YamlNode base) {
        return over(base, true);
    }

    private YamlNode over(YamlNode base, boolean addUp) {
        if (!(content instanceof Content.Mapping(List<Entry> own)
                && base.content instanceof Content.Mapping(List<Entry> theirs))) {
            return this;
        }
        List<Entry> merged = new ArrayList<>();
        for (Entry entry : theirs) {
            Optional<Entry> mine = own.stream()
                    .filter(one -> one.key().is(entry.key().plain()))
                    .findFirst();
            merged.add(mine.map(one -> new Entry(one.key(), combined(entry.value(), one.value(), addUp)))
                    .orElse(entry));
        }
        own.stream()
                .filter(one -> theirs.stream()
                        .noneMatch(entry -> entry.key().is(one.key().plain())))
                .forEach(merged::add);
        return mapping(merged);
    }

    private static YamlNode combined(YamlNode base, YamlNode own, boolean addUp) {
        if (addUp
                && base.content instanceof Content.Sequence(List<YamlNode> first)
                && own.content instanceof Content.Sequence(List<YamlNode> then)) {
            List<YamlNode> both = Stream.concat(first.stream(), then.stream()).toList();
            return new YamlNode(new Content.Sequence(both), own.line, own.problems);
        }
        return own.over(base, false);
    }

    private YamlNode mapping(List<Entry> entries) {
        return new YamlNode(new Content.Mapping(entries), line, problems);
    }

    private boolean is(String key) {
        return plain().equals(key);
    }

    private String plain() {
        return content instanceof Content.Scalar(String text, ScalarStyle _) ? text.strip() : "";
    }

    boolean isBlank() {
        return content instanceof Content.Scalar(String text, ScalarStyle _) && text.isBlank();
    }

    private ObjectNode object(List<Entry> entries) {
        ObjectNode object = JSON.objectNode();
        for (Entry entry : entries) {
            String name = entry.key().text();
            if (object.has(name)) {
                entry.key().problem("key `" + name + "` stands here twice; keep one");
            }
            object.set(name, entry.value().json());
        }
        return object;
    }

    private static ArrayNode array(List<YamlNode> items) {
        ArrayNode array = JSON.arrayNode();
        items.forEach(item -> array.add(item.json()));
        return array;
    }

    private static JsonNode scalar(String text, ScalarStyle style) {
        if (style != ScalarStyle.PLAIN) {
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

    private static boolean isBlock(ScalarStyle style) {
        return style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
    }

    private String kind() {
        return switch (content) {
            case Content.Mapping _ -> "a map";
            case Content.Sequence _ -> "a list";
            case Content.Scalar(String text, ScalarStyle _) when text.isBlank() -> "empty";
            case Content.Scalar _ -> "text";
        };
    }
}
