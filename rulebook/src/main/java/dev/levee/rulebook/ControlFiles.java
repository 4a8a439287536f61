package dev.levee.rulebook;

import dev.levee.rulebook.yaml.Problems;
import dev.levee.rulebook.yaml.YamlFile;
import dev.levee.rulebook.yaml.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds and reads the files of controls: one control each, named after it.
final class ControlFiles {

    private static final String FOLDER = "controls";

    /// @param controls of the files without problems
    record Loaded(List<Control> controls, List<Problem> problems) {}

    private ControlFiles() {}

    /// @throws IllegalStateException naming every problem
    static List<Control> onClassPath() {
        Loaded loaded = load(textsOn(ControlFiles.class.getClassLoader()));
        if (!loaded.problems().isEmpty()) {
            throw new IllegalStateException(loaded.problems().stream()
                    .map(Problem::toString)
                    .collect(Collectors.joining("\n", "The rulebook does not load:\n", "")));
        }
        if (loaded.controls().isEmpty()) {
            throw new IllegalStateException("no controls on the class path: expected files in " + FOLDER + "/");
        }
        return loaded.controls();
    }

    /// @param texts file → its text
    static Loaded load(Map<String, String> texts) {
        Map<String, Control> controls = new TreeMap<>();
        Map<String, String> origins = new TreeMap<>();
        List<Problem> all = new ArrayList<>();
        new TreeMap<>(texts).forEach((file, text) -> {
            Problems problems = new Problems(file);
            Optional<ControlParts> parts = parse(text, problems);
            parts.map(ControlParts::heading).map(ControlParts.Heading::id).ifPresent(id -> {
                if (!file.endsWith("/" + id + ".yaml")) {
                    problems.add(1, "the file must be named after its control: " + id + ".yaml");
                }
                String other = origins.putIfAbsent(id, file);
                if (other != null) {
                    problems.add(1, "the id " + id + " is taken by " + other + "; choose another");
                }
            });
            if (problems.none()) {
                parts.map(Control::new).ifPresent(control -> controls.put(control.id(), control));
            }
            all.addAll(problems.all());
        });
        return new Loaded(List.copyOf(controls.values()), all);
    }

    private static Optional<ControlParts> parse(String text, Problems problems) {
        List<YamlNode> documents = YamlFile.documents(text, problems);
        if (documents.size() != 1 && problems.none()) {
            problems.add(1, "a control's file holds one YAML document, this one holds " + documents.size());
        }
        return documents.size() == 1 ? ControlParser.parse(documents.getFirst()) : Optional.empty();
    }

    static Map<String, String> textsOn(ClassLoader loader) {
        Map<String, String> texts = new TreeMap<>();
        try {
            for (URL folder : Collections.list(loader.getResources(FOLDER))) {
                texts.putAll(texts(folder.toURI()));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> texts(URI folder) throws IOException {
        if (!folder.getScheme().equals("jar")) {
            return texts(Path.of(folder));
        }
        try (FileSystem jar = FileSystems.newFileSystem(Path.of(URI.create(fileOf(folder))))) {
            return texts(jar.getPath(FOLDER));
        }
    }

    /// `file:/x.jar` of `jar:file:/x.jar!/controls`.
    private static String fileOf(URI inJar) {
        String specific = inJar.getRawSchemeSpecificPart();
        return specific.substring(0, specific.indexOf("!/"));
    }

    /// File, as `controls/…`, → its text.
    static Map<String, String> texts(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Map<String, String> texts = new TreeMap<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                texts.put(FOLDER + "/" + folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
            return texts;
        }
    }
}
