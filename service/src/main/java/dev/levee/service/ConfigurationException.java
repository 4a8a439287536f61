package dev.levee.service;

import java.util.List;

/// The environment does not make a configuration. Trying again cannot help; the message names each variable and the
/// mend.
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public ConfigurationException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /// One line each.
    public List<String> problems() {
        return problems;
    }
}
