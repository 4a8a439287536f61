package dev.levee.executor.remedy;

import dev.levee.executor.look.Look;
import dev.levee.rulebook.Judgement;

/// What looking at an order's resource came to.
///
/// @param byPolicy with the policy's inputs: this is the finding
/// @param asAsked with those it is fixed with, where they are others and the policy finds the resource wrong;
///     otherwise the same
record Seen(Look byPolicy, Look asAsked) {

    static boolean isNonCompliant(Look look) {
        return look instanceof Look.Judged judged && judged.judgement() instanceof Judgement.NonCompliant;
    }

    /// What a person asks for is there already, and the policy wants something else.
    boolean asksForNothing() {
        return isNonCompliant(byPolicy) && asAsked instanceof Look.Judged && !isNonCompliant(asAsked);
    }
}
