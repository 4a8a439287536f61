package dev.levee.rulebook.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.rulebook.cel.Expressions;
import dev.levee.rulebook.cel.Scope;
import dev.levee.schemas.Actor;
import dev.levee.schemas.CloudEvent;
import java.util.Set;

/// The `event` of a policy's `when`: the members of CloudEvent, with the record parsed. What the event has not, such
/// as the error of a call that succeeded, is absent.
final class EventScope {

    static final Expressions EXPRESSIONS = Expressions.over()
            .with(
                    "event",
                    Set.of(
                            "id",
                            "provider",
                            "service",
                            "action",
                            "account",
                            "region",
                            "time",
                            "actor",
                            "outcome",
                            "error",
                            "readOnly",
                            "record"));

    private EventScope() {}

    static Scope of(CloudEvent event, JsonNode record) {
        ObjectNode seen = JsonNodeFactory.instance
                .objectNode()
                .put("id", event.getId())
                .put("provider", event.getProvider().name())
                .put("service", event.getService())
                .put("action", event.getAction())
                .put("account", event.getAccount())
                .put("region", event.getRegion())
                .put("time", event.getTime().toString())
                .put("outcome", event.getOutcome().name())
                .put("readOnly", event.getReadOnly());
        event.getError().ifPresent(error -> seen.put("error", error));
        seen.set("actor", actor(event.getActor()));
        seen.set("record", record);
        return Scope.empty().with("event", seen);
    }

    private static ObjectNode actor(Actor actor) {
        ObjectNode seen = JsonNodeFactory.instance
                .objectNode()
                .put("type", actor.getType())
                .put("id", actor.getId());
        actor.getIssuer().ifPresent(issuer -> seen.put("issuer", issuer));
        actor.getUserAgent().ifPresent(agent -> seen.put("userAgent", agent));
        actor.getSourceAddress().ifPresent(address -> seen.put("sourceAddress", address));
        return seen;
    }
}
