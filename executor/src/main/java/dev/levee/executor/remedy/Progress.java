package dev.levee.executor.remedy;

import dev.levee.schemas.Command;
import dev.levee.schemas.Execution;
import dev.levee.schemas.ExecutionState;
import java.time.Instant;
import java.util.Optional;

/// Where a command stands when its turn comes.
///
/// @param execution the journal's entry, or what would be its first
/// @param partition of the command and its journal
/// @param waits turns in a row that ended in waiting for the resource
/// @param troubles turns in a row that ended in waiting for the cloud to answer or to trust
/// @param since when it came into its state
public record Progress(Execution execution, int partition, int waits, int troubles, Instant since) {

    /// A command that was just received.
    public static Progress first(Command command, int partition, Instant now) {
        Execution execution = Execution.newBuilder()
                .setCommand(command)
                .setState(ExecutionState.WAITING)
                .setUpdatedAt(now)
                .build();
        return new Progress(execution, partition, 0, 0, now);
    }

    /// A command as the journal has it, taken up once more.
    public static Progress resumed(Execution execution, int partition) {
        return new Progress(execution, partition, 0, 0, execution.getUpdatedAt()).nextAttempt();
    }

    public Command command() {
        return execution.getCommand();
    }

    /// Calls may have been made.
    boolean begun() {
        return execution.getState() != ExecutionState.WAITING;
    }

    /// The calls were made.
    boolean called() {
        return execution.getState() == ExecutionState.CALLED;
    }

    boolean isFirst() {
        return execution.getAttempt() == 0;
    }

    boolean byHand() {
        return command().getRequestedBy().isPresent();
    }

    /// Why it is too late to begin.
    Optional<String> lateness(Instant now) {
        Instant deadline = command().getDeadline();
        return now.isBefore(deadline)
                ? Optional.empty()
                : Optional.of("its deadline, %s, has passed".formatted(deadline));
    }

    /// What stands in the way, and how far the command got.
    String standing(String why) {
        return begun() ? halfWay(why) : why + "; nothing was changed";
    }

    static String halfWay(String why) {
        return "stopped half-way: %s; compare the resource with the BEFORE snapshot before trying again".formatted(why);
    }

    Progress nextAttempt() {
        Execution next = Execution.newBuilder(execution)
                .setAttempt(execution.getAttempt() + 1)
                .build();
        return new Progress(next, partition, waits, troubles, since);
    }

    Progress intended(String before, Instant now) {
        Execution intended = Execution.newBuilder(execution)
                .setState(ExecutionState.INTENDED)
                .setBefore(execution.getBefore().orElse(before))
                .setDueAt(null)
                .setUpdatedAt(now)
                .build();
        return new Progress(intended, partition, 0, troubles, now);
    }

    Progress called(Instant now) {
        Execution called = Execution.newBuilder(execution)
                .setState(ExecutionState.CALLED)
                .setUpdatedAt(now)
                .build();
        return new Progress(called, partition, 0, 0, now);
    }

    Progress waiting(Instant dueAt, Instant now) {
        return new Progress(due(dueAt, now), partition, waits + 1, 0, since);
    }

    /// Nothing was tried.
    Progress held(Instant dueAt, Instant now) {
        return new Progress(due(dueAt, now), partition, waits, troubles, since);
    }

    Progress troubled(Instant dueAt, Instant now) {
        return new Progress(due(dueAt, now), partition, waits, troubles + 1, since);
    }

    Execution ended(Outcome outcome, Instant now) {
        return Execution.newBuilder(execution)
                .setState(ExecutionState.ENDED)
                .setOutcome(outcome.kind())
                .setMessage(outcome.message())
                .setDueAt(null)
                .setUpdatedAt(now)
                .build();
    }

    private Execution due(Instant dueAt, Instant now) {
        return Execution.newBuilder(execution).setDueAt(dueAt).setUpdatedAt(now).build();
    }
}
