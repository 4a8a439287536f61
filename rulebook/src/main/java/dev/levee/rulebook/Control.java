package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.schemas.Provider;
import dev.levee.schemas.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Everything about one remediation: what is wrong, how to see it, how to put it right and how to undo that.
/// Immutable and thread-safe.
public final class Control {

    public String id() {
        throw new UnsupportedOperationException();
    }

    public String title() {
        throw new UnsupportedOperationException();
    }

    public Severity severity() {
        throw new UnsupportedOperationException();
    }

    public Provider provider() {
        throw new UnsupportedOperationException();
    }

    public String service() {
        throw new UnsupportedOperationException();
    }

    public String resourceType() {
        throw new UnsupportedOperationException();
    }

    /// What a person should know before switching it on.
    public String caution() {
        throw new UnsupportedOperationException();
    }

    /// What triggers it: `service:action`.
    public Set<String> actions() {
        throw new UnsupportedOperationException();
    }

    /// Resources the event touches; empty when the record names none or the trigger's filter says no.
    ///
    /// @param record the provider's own record of the event
    public List<Resource> resourcesIn(String action, JsonNode record, Place place) {
        throw new UnsupportedOperationException();
    }

    /// @throws IllegalArgumentException if no resource of this type can have that id
    public Resource resource(String id, Place place) {
        throw new UnsupportedOperationException();
    }

    /// Checks names, types and limits of the given inputs and fills in the defaults.
    public Inputs inputs(JsonNode given) {
        throw new UnsupportedOperationException();
    }

    /// In the order to make them.
    public List<Read> reads() {
        throw new UnsupportedOperationException();
    }

    /// @throws JudgementException if an expression cannot be evaluated
    public Judgement judge(Situation situation) {
        throw new UnsupportedOperationException();
    }

    /// The calls that make the resource compliant, in order.
    public List<Call> fix(Situation situation) {
        throw new UnsupportedOperationException();
    }

    /// The calls that undo the fix, in order; none if there is nothing to undo.
    ///
    /// @throws IllegalStateException if the control has no rollback, or the situation no `before`
    public List<Call> rollback(Situation situation) {
        throw new UnsupportedOperationException();
    }

    /// Why the fix cannot be undone; empty if it can.
    public Optional<String> noRollback() {
        throw new UnsupportedOperationException();
    }

    /// The smallest IAM policy document that allows exactly the fix (or rollback) calls on this resource.
    public JsonNode sessionPolicy(Resource resource, Purpose purpose) {
        throw new UnsupportedOperationException();
    }

    public List<Permission> permissions(Purpose purpose) {
        throw new UnsupportedOperationException();
    }

    /// How long after the calls the result may take to show.
    public Duration settle() {
        throw new UnsupportedOperationException();
    }
}
