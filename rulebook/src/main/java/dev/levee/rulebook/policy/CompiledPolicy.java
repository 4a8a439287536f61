package dev.levee.rulebook.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.Resource;
import dev.levee.rulebook.Rulebook;
import dev.levee.schemas.Account;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.Policy;
import dev.levee.schemas.PolicyMode;
import java.time.LocalDate;
import java.util.List;

/// A policy made ready to be asked. Immutable, thread-safe, cheap to keep.
public final class CompiledPolicy {

    public static Compiled compile(Policy policy, Rulebook rulebook) {
        throw new UnsupportedOperationException();
    }

    public String id() {
        throw new UnsupportedOperationException();
    }

    /// 12 hex digits that change with the policy's content, and with nothing else.
    public String revision() {
        throw new UnsupportedOperationException();
    }

    public PolicyMode mode() {
        throw new UnsupportedOperationException();
    }

    public List<Control> controls() {
        throw new UnsupportedOperationException();
    }

    /// The control's inputs as the policy gives them: defaults are not filled in.
    public JsonNode inputs(String controlId) {
        throw new UnsupportedOperationException();
    }

    /// Scope only: does it apply to this resource of this account on this day (UTC)?
    public Coverage covers(Account account, Resource resource, LocalDate today) {
        throw new UnsupportedOperationException();
    }

    /// Whether the policy's `when` holds for the event.
    ///
    /// @param record the event's record, parsed
    /// @throws dev.levee.rulebook.JudgementException if it cannot be evaluated
    public boolean when(CloudEvent event, JsonNode record) {
        throw new UnsupportedOperationException();
    }
}
