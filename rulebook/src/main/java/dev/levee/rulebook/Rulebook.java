package dev.levee.rulebook;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/// All controls that were loaded. Immutable and thread-safe.
public final class Rulebook {

    /// Every control of `controls/**.yaml` on the class path.
    public static Rulebook standard() {
        throw new UnsupportedOperationException();
    }

    public static Rulebook of(Collection<Control> controls) {
        throw new UnsupportedOperationException();
    }

    public Optional<Control> control(String id) {
        throw new UnsupportedOperationException();
    }

    /// Ordered by id.
    public Collection<Control> controls() {
        throw new UnsupportedOperationException();
    }

    /// Every `service:action` that triggers some control.
    public Set<String> actions() {
        throw new UnsupportedOperationException();
    }
}
