package dev.levee.rulebook;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// All controls that were loaded. Immutable and thread-safe.
public final class Rulebook {

    private static final class Standard {
        static final Rulebook RULEBOOK = of(ControlFiles.onClassPath());
    }

    private final TreeMap<String, Control> controls = new TreeMap<>();
    private final Set<String> actions;

    private Rulebook(Collection<Control> all) {
        for (Control control : all) {
            if (controls.put(control.id(), control) != null) {
                throw new IllegalArgumentException("two controls have the id " + control.id());
            }
        }
        this.actions =
                all.stream().flatMap(control -> control.actions().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /// Every control of `controls/**.yaml` on the class path. Read once; a file with a problem is an error of the
    /// build, and stops the program.
    public static Rulebook standard() {
        return Standard.RULEBOOK;
    }

    /// @throws IllegalArgumentException if two have the same id
    public static Rulebook of(Collection<Control> controls) {
        return new Rulebook(controls);
    }

    public Optional<Control> control(String id) {
        return Optional.ofNullable(controls.get(id));
    }

    /// Ordered by id.
    public Collection<Control> controls() {
        return Collections.unmodifiableCollection(controls.values());
    }

    /// Every `service:action` that triggers some control.
    public Set<String> actions() {
        return actions;
    }
}
