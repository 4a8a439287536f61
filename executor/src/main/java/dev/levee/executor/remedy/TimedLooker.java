package dev.levee.executor.remedy;

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

    Look look(Order order, CloudApi reader) {
        return meters.time("read", () -> looker.look(order.control(), order.resource(), order.inputs(), reader));
    }
}
