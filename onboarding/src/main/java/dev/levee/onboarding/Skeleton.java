package dev.levee.onboarding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A text with places to be filled: a line `#{name}` becomes other lines, indented as far as itself. A name with a
/// dot is another file beside it.
final class Skeleton {

    private static final Pattern PLACE = Pattern.compile("( *)#\\{([^}]+)}");

    private final Map<String, List<String>> fillings;
    private final Set<String> unused;

    private Skeleton(Map<String, List<String>> fillings) {
        this.fillings = fillings;
        this.unused = new HashSet<>(fillings.keySet());
    }

    /// @throws IllegalArgumentException if a place has no filling, or a filling no place
    static String fill(String file, Map<String, List<String>> fillings) {
        Skeleton skeleton = new Skeleton(fillings);
        String text = skeleton.file(file).collect(Collectors.joining("\n", "", "\n"));
        if (!skeleton.unused.isEmpty()) {
            throw new IllegalArgumentException("%s has no place for %s".formatted(file, skeleton.unused));
        }
        return text;
    }

    private Stream<String> file(String name) {
        return read(name).lines().flatMap(this::filled);
    }

    private Stream<String> filled(String line) {
        Matcher place = PLACE.matcher(line);
        if (!place.matches()) {
            return Stream.of(line);
        }
        String indent = place.group(1);
        String name = place.group(2);
        return (name.contains(".") ? file(name) : filling(name)).map(each -> each.isEmpty() ? each : indent + each);
    }

    private Stream<String> filling(String name) {
        unused.remove(name);
        return Optional.ofNullable(fillings.get(name))
                .orElseThrow(() -> new IllegalArgumentException("nothing to put in the place of " + name))
                .stream();
    }

    private static String read(String name) {
        try (InputStream file = Skeleton.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
