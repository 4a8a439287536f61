package dev.levee.service;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Settings as a table in Markdown, for docs/reference/configuration.md.
public final class SettingsTable {

    private static final String HEAD = """
            | Variable | Meaning | Value | Default |
            |---|---|---|---|
            """;

    private SettingsTable() {}

    /// Ends with a line break.
    public static String of(List<Setting<?>> settings) {
        return settings.stream()
                .map(setting -> "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                setting.variable(),
                                escaped(setting.meaning()),
                                escaped(setting.form()),
                                defaultOf(setting.fallback())))
                .collect(Collectors.joining("", HEAD, ""));
    }

    private static String defaultOf(@Nullable String fallback) {
        return fallback == null ? "**required**" : fallback.isEmpty() ? "none" : "`" + fallback + "`";
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}
