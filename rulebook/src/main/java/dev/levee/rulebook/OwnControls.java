package dev.levee.rulebook;

import dev.levee.service.ConfigurationException;
import dev.levee.service.Setting;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Controls that somebody keeps in files of their own, besides the standard ones.
public final class OwnControls {

    /// The same for every process: one that orders fixes and one that makes them must know the same controls.
    public static final Setting<Optional<Path>> FOLDER = Setting.path(
                    "LEVEE_CONTROLS_DIR",
                    "Folder of control files of your own, known besides the standard ones; read at start. The same for"
                            + " evaluator, executor and command line.")
            .optional();

    private static final String ENDING = ".yaml";

    private OwnControls() {}

    /// @param folder the operator's; its files may lie in folders, those whose names begin with a dot are passed over
    /// @throws ConfigurationException naming every problem by file and line
    public static Rulebook withStandard(Optional<Path> folder) {
        Rulebook standard = Rulebook.standard();
        return folder.map(path -> withStandard(path, standard.controls())).orElse(standard);
    }

    private static Rulebook withStandard(Path folder, Collection<Control> standard) {
        Map<String, String> taken = standard.stream().collect(Collectors.toMap(Control::id, _ -> "a standard control"));
        List<Control> own = controls(textsIn(folder), taken);
        return Rulebook.of(Stream.concat(standard.stream(), own.stream()).toList());
    }

    /// The control of a file and its variants, whoever else has their ids. Bases are looked for where they would be
    /// if the file stood in a folder of controls.
    ///
    /// @throws ConfigurationException naming every problem by file and line
    public static List<Control> in(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        Map<String, String> texts = new TreeMap<>();
        Optional.ofNullable(whole.getParent()).map(Path::getParent).ifPresent(around -> addBases(around, texts));
        add(whole, texts);
        return controls(texts, Map.of());
    }

    private static List<Control> controls(Map<String, String> texts, Map<String, String> taken) {
        ControlFiles.Loaded loaded = ControlFiles.load(texts, taken);
        if (!loaded.problems().isEmpty()) {
            throw new ConfigurationException(
                    loaded.problems().stream().map(Problem::toString).distinct().toList());
        }
        return loaded.controls();
    }

    /// File → its text.
    private static Map<String, String> textsIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw unusable("%s is no folder; mend %s".formatted(folder, FOLDER.variable()));
        }
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> !isHidden(folder.relativize(file))).forEach(file -> {
                if (file.toString().endsWith(".yml")) {
                    throw unusable("%s would not be read: name it %s".formatted(file, ENDING));
                }
                if (file.toString().endsWith(ENDING)) {
                    add(file, texts);
                }
            });
        } catch (IOException e) {
            throw unusable("%s cannot be read: %s".formatted(folder, e.getMessage()));
        }
        if (texts.isEmpty()) {
            throw unusable("%s holds no file *%s".formatted(folder, ENDING));
        }
        return texts;
    }

    /// Kubernetes keeps the files of a mounted ConfigMap twice, once in such a folder.
    private static boolean isHidden(Path inFolder) {
        for (Path part : inFolder) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static void addBases(Path around, Map<String, String> texts) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(around, OwnControls::isReadableFolder)) {
            for (Path folder : folders) {
                try (DirectoryStream<Path> bases = Files.newDirectoryStream(folder, "_*" + ENDING)) {
                    bases.forEach(base -> add(base, texts));
                }
            }
        } catch (IOException e) {
            throw unusable("%s cannot be read: %s".formatted(around, e.getMessage()));
        }
    }

    private static boolean isReadableFolder(Path path) {
        return Files.isDirectory(path) && Files.isReadable(path);
    }

    private static void add(Path file, Map<String, String> texts) {
        try {
            texts.put(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw unusable("%s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    private static ConfigurationException unusable(String problem) {
        return new ConfigurationException(List.of(problem));
    }
}
