package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.levee.rulebook.cel.Expression;
import dev.levee.rulebook.cel.Scope;
import dev.levee.rulebook.cel.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A way to make a resource that violates a control, in a cloud where that does no harm. Immutable.
public final class Trial {

    /// A call of the account's owner.
    ///
    /// @param name what later steps call its answer; empty if they do not
    record Step(Optional<String> name, String operation, Template document) {}

    private final JsonNode inputs;
    private final List<Step> given;
    private final Template resource;
    private final Optional<Expression> restored;

    Trial(JsonNode inputs, List<Step> given, Template resource, Optional<Expression> restored) {
        this.inputs = inputs;
        this.given = List.copyOf(given);
        this.resource = resource;
        this.restored = restored;
    }

    /// What a policy would set.
    public JsonNode inputs() {
        return inputs;
    }

    /// How many calls make the resource.
    public int steps() {
        return given.size();
    }

    /// One of the calls.
    ///
    /// @param inputs as judged by the control, defaults filled in
    /// @param made answers of the named steps so far
    public Call call(int step, Place place, JsonNode inputs, Map<String, JsonNode> made) {
        Step one = given.get(step);
        JsonNode document = one.document().fill(scope(place, inputs, made)).orElseThrow();
        return new Call(one.operation(), place.region(), document);
    }

    /// What later steps call the answer of this one.
    public Optional<String> name(int step) {
        return given.get(step).name();
    }

    /// The native id of the resource that was made.
    public String resource(Place place, JsonNode inputs, Map<String, JsonNode> made) {
        return resource.text(scope(place, inputs, made));
    }

    /// Whether the state is as it was before the fix: exactly, unless the trial says what it comes to.
    ///
    /// @param situation after the rollback, with the state before the fix
    public boolean restored(Situation situation) {
        Map<String, JsonNode> before = situation.before().orElseThrow();
        return restored.map(condition -> condition.holds(Scopes.ofRollback(situation, before, Map.of())))
                .orElseGet(() -> situation.state().equals(before));
    }

    private static Scope scope(Place place, JsonNode inputs, Map<String, JsonNode> made) {
        return Scope.empty()
                .with("place", Scopes.json(place))
                .with("input", inputs)
                .with("made", JsonNodeFactory.instance.objectNode().setAll(made));
    }
}
