package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// The inputs given to a control, checked.
public sealed interface Inputs {

    /// @param values the given inputs, and the defaults of the others
    record Valid(JsonNode values) implements Inputs {}

    /// @param problems one sentence each, naming the input and the mend
    record Invalid(List<String> problems) implements Inputs {

        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
