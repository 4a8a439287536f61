package dev.levee.rulebook.policy;

import java.util.List;

/// A policy of the topic, compiled.
public sealed interface Compiled {

    record Ready(CompiledPolicy policy) implements Compiled {}

    /// @param problems one sentence each; a broken policy allows nothing
    record Broken(List<String> problems) implements Compiled {

        public Broken {
            problems = List.copyOf(problems);
        }
    }
}
