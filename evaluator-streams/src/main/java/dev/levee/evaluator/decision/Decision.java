package dev.levee.evaluator.decision;

import dev.levee.rulebook.policy.CommandId;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.Command;
import java.util.Optional;

/// What follows from an event. A policy that does not take in the resource decides nothing, so there is nothing to
/// say about it: most policies are about something else.
public sealed interface Decision {

    CloudEvent event();

    /// The same decision always has the same id, however often it is made.
    String id();

    /// The policy wants the resource put right: the command goes to the executor.
    record Ordered(CloudEvent event, Command command) implements Decision {
        @Override
        public String id() {
            return command.getId();
        }
    }

    /// The policy only observes.
    ///
    /// @param command what it would have ordered
    record Observed(CloudEvent event, Command command) implements Decision {
        @Override
        public String id() {
            return command.getId();
        }
    }

    /// A policy watches for this, and yet nothing is ordered.
    ///
    /// @param rule absent where the reason holds for every policy
    /// @param resource ARN; empty where the event names none
    /// @param why one sentence for people
    record Suppressed(CloudEvent event, Optional<Rule> rule, String resource, Reason reason, String why)
            implements Decision {
        @Override
        public String id() {
            return CommandId.of(
                    event.getId(),
                    rule.map(r -> r.policy().id()).orElse(""),
                    rule.map(r -> r.policy().revision()).orElse(""),
                    rule.map(r -> r.control().id()).orElse(""),
                    resource);
        }
    }

    /// Levee made the change itself.
    ///
    /// @param resource ARN; empty where no control in force recognises one
    /// @param command id of the command, as the session's name says
    record OwnChange(CloudEvent event, String resource, Optional<String> command) implements Decision {
        @Override
        public String id() {
            return CommandId.of(event.getId(), "", "", "", resource);
        }
    }

    /// Why nothing is ordered, in one word.
    enum Reason {
        UNKNOWN_ACCOUNT,
        EXEMPT,
        CONDITION,
        /// An expression could not be evaluated; what is unknown is left alone.
        EXPRESSION
    }
}
