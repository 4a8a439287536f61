package dev.levee.rulebook;

import dev.levee.rulebook.yaml.Problems;
import dev.levee.rulebook.yaml.YamlFile;
import dev.levee.rulebook.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The documents of controls in a set of files. A file may extend a base, which is no control itself, is named
/// `_<name>.yaml` and may extend another; and it may have variants, each a control of its own.
final class ControlDocuments {

    /// One control's document, put together.
    ///
    /// @param file where its own part stands
    /// @param family the id of the control it is a variant of
    record Document(String file, YamlNode content, Optional<String> family, Problems problems) {}

    private final Map<String, String> texts;
    private final Map<String, Problems> problems = new TreeMap<>();
    private final Map<String, Optional<YamlNode>> parsed = new TreeMap<>();

    /// @param texts file → its text
    ControlDocuments(Map<String, String> texts) {
        this.texts = new TreeMap<>(texts);
    }

    /// In the order of the files' names; a control before its variants.
    List<Document> all() {
        return texts.keySet().stream()
                .filter(file -> !isBase(file))
                .flatMap(this::inFile)
                .toList();
    }

    /// Of every file, by line.
    List<Problem> problems() {
        return problems.values().stream().flatMap(of -> of.all().stream()).toList();
    }

    private Stream<Document> inFile(String file) {
        Optional<YamlNode> own = parse(file);
        if (own.isEmpty()) {
            return Stream.empty();
        }
        YamlNode whole = extended(file, own.get(), List.of());
        YamlNode family = whole.without("variants");
        List<Document> documents = new ArrayList<>();
        documents.add(new Document(file, family, Optional.empty(), problemsOf(file)));
        Optional<String> id = family.at("id").map(YamlNode::text);
        for (YamlNode variant : whole.at("variants").map(YamlNode::list).orElse(List.of())) {
            if (variant.at("id").isEmpty()) {
                variant.problem("a variant needs an `id` of its own; add it");
            }
            documents.add(new Document(file, variant.over(family.without("id", "examples")), id, problemsOf(file)));
        }
        return documents.stream();
    }

    /// @param under what extends this file and is a base: the control's own first, then that one's, to this file
    private YamlNode extended(String file, YamlNode own, List<String> under) {
        Optional<YamlNode> base = own.at("extends");
        YamlNode rest = own.without("extends");
        return base.flatMap(name -> base(file, name, under)).map(rest::over).orElse(rest);
    }

    private Optional<YamlNode> base(String file, YamlNode name, List<String> under) {
        String path = basePath(file, name.text());
        if (under.contains(path)) {
            name.problem(path + " extends this file, itself or by way of others; extend something else");
            return Optional.empty();
        }
        if (!texts.containsKey(path)) {
            name.problem("there is no " + path + " to extend");
            return Optional.empty();
        }
        List<String> through = Stream.concat(under.stream(), Stream.of(path)).toList();
        return parsed.computeIfAbsent(path, this::parse).map(base -> extended(path, base, through));
    }

    /// `x` is `_x.yaml` beside the file, `y/x` the one in folder `y` beside the file's folder.
    private static String basePath(String file, String name) {
        String folder = parent(file);
        int slash = name.indexOf('/');
        return slash < 0
                ? folder + "/_" + name + ".yaml"
                : parent(folder) + "/" + name.substring(0, slash) + "/_" + name.substring(slash + 1) + ".yaml";
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }

    private static boolean isBase(String file) {
        return file.substring(file.lastIndexOf('/') + 1).startsWith("_");
    }

    private Optional<YamlNode> parse(String file) {
        Problems found = problemsOf(file);
        List<YamlNode> documents = YamlFile.documents(texts.getOrDefault(file, ""), found);
        if (documents.size() != 1 && found.none()) {
            found.add(1, "a control's file holds one YAML document, this one holds " + documents.size());
        }
        documents.forEach(YamlNode::map); // says what stands twice, before it is laid over something else
        return documents.size() == 1 ? Optional.of(documents.getFirst()) : Optional.empty();
    }

    private Problems problemsOf(String file) {
        return problems.computeIfAbsent(file, Problems::new);
    }
}
