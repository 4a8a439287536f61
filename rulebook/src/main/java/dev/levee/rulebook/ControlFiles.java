package dev.levee.rulebook;

import dev.levee.rulebook.cel.Expressions;
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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds and reads the files of controls: each named after its control.
final class ControlFiles {

    private static final String FOLDER = "controls";

    /// @param controls none if there is a problem
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
        return load(texts, Map.of());
    }

    /// @param taken id that no control may have → who has it
    static Loaded load(Map<String, String> texts, Map<String, String> taken) {
        ControlDocuments files = new ControlDocuments(texts);
        List<ControlDocuments.Document> documents = files.all();
        Map<String, String> origins = new TreeMap<>(taken);
        documents.forEach(document -> check(document, origins));
        Expressions language = Expressions.over();
        language.compileAhead(
                draft -> documents.parallelStream().forEach(document -> ControlParser.parse(document, draft)));
        List<Control> controls = documents.parallelStream()
                .flatMap(document -> ControlParser.parse(document, language).stream())
                .map(Control::new)
                .sorted(Comparator.comparing(Control::id))
                .toList();
        List<Problem> problems = files.problems();
        return new Loaded(problems.isEmpty() ? controls : List.of(), problems);
    }

    private static void check(ControlDocuments.Document document, Map<String, String> origins) {
        String file = document.file();
        document.content().at("id").map(YamlNode::text).ifPresent(id -> {
            if (document.family().isEmpty() && !file.endsWith("/" + id + ".yaml")) {
                document.problems().add(1, "the file must be named after its control: " + id + ".yaml");
            }
            String other = origins.putIfAbsent(id, file);
            if (other != null) {
                document.problems().add(1, "the id " + id + " is taken by " + other + "; choose another");
            }
        });
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
