package dev.levee.rulebook;

import dev.levee.rulebook.cel.Expression;
import dev.levee.rulebook.cel.Scope;
import dev.levee.rulebook.cel.Template;
import java.util.List;
import java.util.Optional;

/// A condition, and the sentence for people about it.
record Check(Expression condition, Template sentence) {

    /// The sentence of the first check that fails.
    static Optional<String> firstFailing(List<Check> checks, Scope scope) {
        return first(checks, false, scope);
    }

    /// The sentence of the first check that holds.
    static Optional<String> firstHolding(List<Check> checks, Scope scope) {
        return first(checks, true, scope);
    }

    private static Optional<String> first(List<Check> checks, boolean answer, Scope scope) {
        return checks.stream()
                .filter(check -> check.condition.holds(scope) == answer)
                .findFirst()
                .map(check -> check.sentence.text(scope));
    }
}
