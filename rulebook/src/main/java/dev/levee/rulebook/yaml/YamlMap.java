package dev.levee.rulebook.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/// A map of a YAML file. It remembers which keys it was asked for: the others are unknown.
public final class YamlMap {

    private final int line;
    private final Problems problems;
    private final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    private final TreeSet<String> known = new TreeSet<>();

    YamlMap(int line, List<YamlNode.Entry> content, Problems problems) {
        this.line = line;
        this.problems = problems;
        for (YamlNode.Entry one : content) {
            YamlNode key = one.key();
            if (entries.put(key.text(), one) != null) {
                key.problem("key `" + key.text() + "` stands here twice; keep one");
            }
        }
    }

    public int line() {
        return line;
    }

    public void problem(String message) {
        problems.add(line, message);
    }

    public boolean hasOnly(String key) {
        return entries.keySet().equals(Set.of(key));
    }

    public Optional<YamlNode> optional(String key) {
        known.add(key);
        return Optional.ofNullable(entries.get(key)).map(YamlNode.Entry::value);
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
        YamlNode.Entry refused = entries.remove(key);
        if (refused != null) {
            refused.key().problem("`" + key + "` " + message);
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
                entry.key().problem("unknown key `" + key + "`; known here: " + String.join(", ", known));
            }
        });
    }
}
