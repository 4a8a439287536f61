package dev.levee.rulebook.yaml;

import dev.levee.rulebook.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What was found wrong in one file so far. For one reader at a time.
public final class Problems {

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    public Problems(String file) {
        this.file = file;
    }

    public String file() {
        return file;
    }

    public void add(int line, String message) {
        found.add(new Problem(file, line, message));
    }

    public boolean none() {
        return found.isEmpty();
    }

    /// In the order of the lines.
    public List<Problem> all() {
        return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }
}
