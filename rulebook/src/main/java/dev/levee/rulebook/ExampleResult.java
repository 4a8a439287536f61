package dev.levee.rulebook;

import java.util.List;

/// What came of one example of a control.
///
/// @param line where it stands in its file
/// @param failures what is otherwise than it says, one sentence each; none if it holds
public record ExampleResult(String name, int line, List<String> failures) {

    public ExampleResult {
        failures = List.copyOf(failures);
    }

    public boolean holds() {
        return failures.isEmpty();
    }
}
