package dev.levee.executor.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.cloud.CloudApi;
import dev.levee.executor.authority.Order;
import dev.levee.executor.look.Look;
import dev.levee.executor.look.Looker;
import java.time.InstantSource;

/// Looks at the resource of an order, and measures how long that takes.
final class TimedLooker {

    private final Meters meters;
    private final Looker looker;

    TimedLooker(Meters meters, InstantSource clock) {
        this.meters = meters;
        this.looker = new Looker(clock);
    }

    /// Leaves the judgement and the finding in the trail: a finding is what the policy says, whatever a
    /// person asks for.
    Seen look(Order order, CloudApi reader, Trail trail) {
        Look byPolicy = look(order, order.policyInputs().orElse(order.inputs()), reader);
        trail.judged(order, byPolicy);
        if (!order.asksOtherwise() || !Seen.isWrong(byPolicy)) {
            return new Seen(byPolicy, byPolicy);
        }
        Look asAsked = look(order, order.inputs(), reader);
        trail.judgedAsAsked(asAsked);
        return new Seen(byPolicy, asAsked);
    }

    private Look look(Order order, JsonNode inputs, CloudApi reader) {
        return meters.time("read", () -> looker.look(order.control(), order.resource(), inputs, reader));
    }
}
