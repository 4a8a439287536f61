package dev.levee.executor.api.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.executor.remedy.Outcome;
import dev.levee.schemas.Command;
import dev.levee.schemas.Execution;
import dev.levee.schemas.OutcomeKind;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// How a person's command stands.
///
/// @param step `waiting`, `intended`, `called` or `ended`, as in the journal
/// @param outcome how it ended
/// @param message one sentence about that
record Standing(
        String command,
        String account,
        String resource,
        String control,
        String requestedBy,
        String step,
        Optional<OutcomeKind> outcome,
        Optional<String> message,
        Instant updatedAt) {

    static Standing of(Execution execution) {
        Command command = execution.getCommand();
        return new Standing(
                command.getId(),
                command.getAccount(),
                command.getResource(),
                command.getControl(),
                command.getRequestedBy().orElse(""),
                execution.getState().name().toLowerCase(Locale.ROOT),
                execution.getOutcome(),
                execution.getMessage(),
                execution.getUpdatedAt());
    }

    Standing ended(Outcome how) {
        return new Standing(
                command,
                account,
                resource,
                control,
                requestedBy,
                "ended",
                Optional.of(how.kind()),
                Optional.of(how.message()),
                updatedAt);
    }

    boolean ended() {
        return outcome.isPresent();
    }

    /// The resource is as the control wants it.
    boolean fixed() {
        return outcome.filter(kind -> kind == OutcomeKind.APPLIED || kind == OutcomeKind.ALREADY_COMPLIANT)
                .isPresent();
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("command", command);
        json.put("account", account);
        json.put("resource", resource);
        json.put("control", control);
        json.put("requestedBy", requestedBy);
        json.put("step", step);
        outcome.ifPresent(kind -> json.put("outcome", kind.name().toLowerCase(Locale.ROOT)));
        message.ifPresent(text -> json.put("message", text));
        json.put("ended", ended());
        json.put("fixed", fixed());
        json.put("updatedAt", updatedAt.toString());
        return json;
    }
}
