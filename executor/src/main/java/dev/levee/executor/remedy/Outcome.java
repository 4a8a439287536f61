package dev.levee.executor.remedy;

import dev.levee.executor.session.Obstacle;
import dev.levee.schemas.OutcomeKind;
import java.util.Optional;

/// How a command ended. Exactly one of these, always audited.
public sealed interface Outcome {

    /// One sentence for people.
    String message();

    /// The fix ran, and reading the resource again showed that it worked.
    record Applied(String message) implements Outcome {}

    /// The resource already was as the fix would leave it; nothing was changed.
    record AlreadyCompliant(String message) implements Outcome {}

    /// The control has nothing to say about the resource, or the resource is gone.
    record NotApplicable(String message) implements Outcome {}

    /// The cloud has accepted a change and has not carried it out yet.
    record Pending(String message) implements Outcome {}

    /// Something is left to do: the resource did not become ready in time, a part of it is left to a person, or nothing
    /// was to be changed. The message says whether anything was.
    record Deferred(String message) implements Outcome {}

    /// No current policy allows it, or a person asked for nothing. Nothing was changed.
    record Refused(String message) implements Outcome {}

    /// It could not be done. The message says what stands in the way, what was changed, and what to do next.
    record Failed(String message) implements Outcome {}

    /// The account did not let Levee in. The message says what is in the way, what was changed, and what to do.
    record Blocked(Obstacle obstacle, String message) implements Outcome {}

    /// A person's order was not accepted with the code it came with. Nothing was changed.
    record CodeRefused(Obstacle obstacle, String message) implements Outcome {}

    /// The resource is as it was before the fix.
    record RolledBack(String message) implements Outcome {}

    /// What was in the way, if it was the account.
    default Optional<Obstacle> blockedBy() {
        return switch (this) {
            case Blocked blocked -> Optional.of(blocked.obstacle());
            case CodeRefused refused -> Optional.of(refused.obstacle());
            default -> Optional.empty();
        };
    }

    default OutcomeKind kind() {
        return switch (this) {
            case Applied _ -> OutcomeKind.APPLIED;
            case AlreadyCompliant _ -> OutcomeKind.ALREADY_COMPLIANT;
            case NotApplicable _ -> OutcomeKind.NOT_APPLICABLE;
            case Pending _ -> OutcomeKind.PENDING;
            case Deferred _ -> OutcomeKind.DEFERRED;
            case Refused _, CodeRefused _ -> OutcomeKind.REFUSED;
            case Failed _, Blocked _ -> OutcomeKind.FAILED;
            case RolledBack _ -> OutcomeKind.ROLLED_BACK;
        };
    }
}
