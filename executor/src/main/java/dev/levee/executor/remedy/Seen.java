package dev.levee.executor.remedy;

import dev.levee.executor.look.Look;
import dev.levee.rulebook.Judgement;

/// What looking at an order's resource came to.
///
/// @param byPolicy with the policy's inputs: this is the finding
/// @param asAsked with those it is fixed with, where they are others and by the policy something is to be done;
///     otherwise the same
record Seen(Look byPolicy, Look asAsked) {

    /// It is not as it should be, whether or not that can be put right as things are.
    static boolean isWrong(Look look) {
        return look instanceof Look.Judged judged
                && switch (judged.judgement()) {
                    case Judgement.NonCompliant _, Judgement.NotReady _, Judgement.Pending _ -> true;
                    case Judgement.Compliant _, Judgement.NotApplicable _ -> false;
                };
    }

    /// What a person asks for is there already, and the policy wants something else.
    boolean asksForNothing() {
        return isWrong(byPolicy) && asAsked instanceof Look.Judged && !isWrong(asAsked);
    }
}
