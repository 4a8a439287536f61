package dev.levee.cli;

import java.util.Optional;

/// The terminal this runs on, if it is one.
final class Terminal {

    private static final int USUAL_COLUMNS = 120;

    private Terminal() {}

    static boolean canBeDrawnOn() {
        return System.console() != null
                && System.console().isTerminal()
                && !"dumb".equals(System.getenv("TERM"))
                && System.getenv("NO_COLOR") == null;
    }

    /// The launcher says how wide it is.
    static int columns() {
        return Optional.ofNullable(System.getenv("COLUMNS"))
                .filter(text -> text.matches("[1-9][0-9]{1,3}"))
                .map(Integer::parseInt)
                .orElse(USUAL_COLUMNS);
    }
}
