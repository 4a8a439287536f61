package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.rulebook.cel.Expression;
import dev.levee.rulebook.cel.Scope;
import java.util.Map;

/// What the expressions of a control see: `resource`, `input`, `state`, and the control's named values.
final class Scopes {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Scopes() {}

    static Scope of(Resource resource) {
        return Scope.empty().with("resource", json(resource));
    }

    static Scope of(Situation situation, Map<String, JsonNode> state, Map<String, Expression> named) {
        return Scope.naming(named)
                .with("resource", json(situation.resource()))
                .with("input", situation.inputs())
                .with("state", json(state));
    }

    /// Named values are those of the fix: they look at the state before it.
    static Scope ofRollback(Situation situation, Map<String, JsonNode> before, Map<String, Expression> named) {
        return of(situation, before, named).inner().with("before", json(before)).with("state", json(situation.state()));
    }

    static ObjectNode json(Place place) {
        return JSON.objectNode()
                .put("partition", place.partition())
                .put("account", place.account())
                .put("region", place.region());
    }

    private static ObjectNode json(Resource resource) {
        return json(resource.place())
                .put("type", resource.type())
                .put("id", resource.id())
                .put("arn", resource.arn());
    }

    private static ObjectNode json(Map<String, JsonNode> state) {
        return JSON.objectNode().setAll(state);
    }
}
