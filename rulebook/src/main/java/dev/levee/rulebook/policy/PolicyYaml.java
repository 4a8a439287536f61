package dev.levee.rulebook.policy;

import dev.levee.rulebook.Rulebook;
import dev.levee.schemas.Policy;

/// Policies as people write them.
public final class PolicyYaml {

    private PolicyYaml() {}

    /// Reads every policy of a file (YAML documents); nothing of it is taken if anything in it is wrong.
    public static Parsed parse(String fileName, String yaml, Rulebook rulebook) {
        throw new UnsupportedOperationException();
    }

    /// The policy as YAML; reading it again gives the same policy.
    public static String render(Policy policy) {
        throw new UnsupportedOperationException();
    }
}
