package dev.levee.rulebook.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;

/// A map of a YAML file. It remembers which keys it was asked for: the others are unknown.
public final class YamlMap {

    private record Entry(int line, YamlNode value) {}

    private final int line;
    private final Problems problems;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final TreeSet<String> known = new TreeSet<>();

    YamlMap(MappingNode mapping, Problems problems) {
        this(mapping.getStartMark().getLine() + 1, problems);
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode key = new YamlNode(tuple.getKeyNode(), problems);
            Entry entry = new Entry(key.line(), new YamlNode(tuple.getValueNode(), problems));
            if (entries.put(key.text(), entry) != null) {
                key.problem("key `" + key.text() + "` stands here twice; keep one");
            }
        }
    }

    private YamlMap(int line, Problems problems) {
        this.line = line;
        this.problems = problems;
    }

    static YamlMap empty(int line, Problems problems) {
        return new YamlMap(line, problems);
    }

    public int line() {
        return line;
    }

    public void problem(String message) {
        problems.add(line, message);
    }

    public Optional<YamlNode> optional(String key) {
        known.add(key);
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    /// Empty only if the key is missing, which is then reported.
    public Optional<YamlNode> required(String key) {
        Optional<YamlNode> value = optional(key);
        if (value.isEmpty()) {
            problems.add(line, "`" + key + "` is missing; add it");
        }
        return value;
    }

    /// The text, or the empty text where it is missing.
    public String text(String key) {
        return required(key).map(YamlNode::text).orElse("");
    }

    public List<YamlNode> list(String key) {
        return optional(key).map(YamlNode::list).orElse(List.of());
    }

    /// Reports the key if it is there, with this message instead of as an unknown one.
    public void refuse(String key, String message) {
        Entry refused = entries.remove(key);
        if (refused != null) {
            problems.add(refused.line(), "`" + key + "` " + message);
        }
    }

    /// Every entry, in the order of the file: for maps whose keys are names.
    public void each(BiConsumer<String, YamlNode> entry) {
        known.addAll(entries.keySet());
        entries.forEach((key, value) -> entry.accept(key, value.value()));
    }

    /// To be called when everything known was asked for.
    public void refuseOthers() {
        entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                problems.add(entry.line(), "unknown key `" + key + "`; known here: " + String.join(", ", known));
            }
        });
    }
}
