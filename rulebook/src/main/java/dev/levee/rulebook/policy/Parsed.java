package dev.levee.rulebook.policy;

import dev.levee.rulebook.Problem;
import dev.levee.schemas.Policy;
import java.util.List;

/// A file of policies, read.
public sealed interface Parsed {

    /// In the order of the file.
    record Valid(List<Policy> policies) implements Parsed {

        public Valid {
            policies = List.copyOf(policies);
        }
    }

    record Invalid(List<Problem> problems) implements Parsed {

        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
