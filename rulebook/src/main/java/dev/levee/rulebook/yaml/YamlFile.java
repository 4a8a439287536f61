package dev.levee.rulebook.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/// Reads YAML text into nodes. Nothing is constructed from tags.
public final class YamlFile {

    private static final int MAX_ALIASES = 10;

    private YamlFile() {}

    /// Every document of the text but blank ones; none and a problem if it is no YAML.
    public static List<YamlNode> documents(String text, Problems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MAX_ALIASES);
        List<YamlNode> documents = new ArrayList<>();
        try {
            for (Node document : new Yaml(new SafeConstructor(options)).composeAll(new StringReader(text))) {
                YamlNode node = YamlNode.of(document, problems);
                if (!node.isBlank()) {
                    documents.add(node);
                }
            }
            return documents;
        } catch (MarkedYAMLException e) {
            problems.add(lineOf(e.getProblemMark()), "no valid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.add(1, "no valid YAML: " + e.getMessage());
        }
        return List.of();
    }

    private static int lineOf(@Nullable Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }
}
