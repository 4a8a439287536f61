package dev.levee.rulebook;

/// What a control concludes about a resource. Exactly one of these holds; what cannot be evaluated is none of
/// them but a [JudgementException].
public sealed interface Judgement {

    record Compliant() implements Judgement {}

    /// The fix may run now.
    record NonCompliant(String why) implements Judgement {}

    /// The control has nothing to say about this resource.
    record NotApplicable(String why) implements Judgement {}

    /// Not compliant, and the fix may not run as things stand: the resource is busy, or a person has to decide.
    record NotReady(String why) implements Judgement {}

    /// Not compliant yet, and not to be fixed again: the cloud is still at work.
    record Pending(String why) implements Judgement {}
}
