package dev.levee.rulebook;

/// A judgement in the words of the examples.
final class Verdicts {

    private Verdicts() {}

    static String word(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Compliant _ -> "compliant";
            case Judgement.NonCompliant _ -> "non-compliant";
            case Judgement.NotApplicable _ -> "not-applicable";
            case Judgement.NotReady _ -> "not-ready";
            case Judgement.Pending _ -> "pending";
        };
    }

    static String why(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Compliant _ -> "";
            case Judgement.NonCompliant(String why) -> why;
            case Judgement.NotApplicable(String why) -> why;
            case Judgement.NotReady(String why) -> why;
            case Judgement.Pending(String why) -> why;
        };
    }
}
