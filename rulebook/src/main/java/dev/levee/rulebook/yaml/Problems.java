package dev.levee.rulebook.yaml;

import dev.levee.rulebook.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What was found wrong in one file so far, each problem once: a file may be read several times. Thread-safe.
public final class Problems {

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    public Problems(String file) {
        this.file = file;
    }

    public String file() {
        return file;
    }

    public synchronized void add(int line, String message) {
        Problem problem = new Problem(file, line, message);
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    public synchronized boolean none() {
        return found.isEmpty();
    }

    /// In the order of the lines.
    public synchronized List<Problem> all() {
        return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }
}
