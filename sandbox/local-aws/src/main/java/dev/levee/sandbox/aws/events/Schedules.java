package dev.levee.sandbox.aws.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Rules with a schedule. What was due several times since it was last looked at is fired once.
final class Schedules {

    private record Id(Bus bus, String rule) {}

    /// @param start when the rule was made, changed or switched on
    /// @param fired when it was last due
    private record Times(Instant start, Instant fired) {}

    private final Buses buses;
    private final Router router;
    private final Clock clock;
    private final Map<Id, Times> watched = new ConcurrentHashMap<>();

    Schedules(Buses buses, Router router, Clock clock) {
        this.buses = buses;
        this.router = router;
        this.clock = clock;
    }

    /// Has a rule, which may have a schedule, counted from now on.
    void watch(Bus bus, String rule) {
        Instant now = clock.instant();
        watched.put(new Id(bus, rule), new Times(now, now));
    }

    /// Fires what is due. Done once the targets are.
    CompletableFuture<Void> runDue() {
        Instant now = clock.instant();
        List<CompletableFuture<Void>> fired = new ArrayList<>();
        for (Id id : watched.keySet()) {
            Optional<ObjectNode> rule =
                    buses.rules(id.bus()).get(id.rule()).filter(row -> row.has("ScheduleExpression"));
            if (rule.isEmpty()) {
                watched.remove(id);
            } else if (Rules.isEnabled(rule.get())) {
                due(id, rule.get(), now).ifPresent(time -> fired.add(fire(id.bus(), rule.get(), time)));
            }
        }
        return CompletableFuture.allOf(fired.toArray(CompletableFuture[]::new));
    }

    /// When a rule was last due, if that was not known yet. Whoever asks first is told.
    private Optional<Instant> due(Id id, ObjectNode rule, Instant now) {
        Schedule schedule = Schedule.parse(rule.path("ScheduleExpression").asText());
        List<Instant> due = new ArrayList<>();
        watched.computeIfPresent(id, (_, times) -> {
            Optional<Instant> last = schedule.lastDue(times.start(), times.fired(), now);
            last.ifPresent(due::add);
            return last.map(time -> new Times(times.start(), time)).orElse(times);
        });
        return due.stream().findFirst();
    }

    private CompletableFuture<Void> fire(Bus bus, ObjectNode rule, Instant due) {
        return router.fire(bus, rule, Envelopes.ofSchedule(bus, rule.path("Arn").asText(), due));
    }
}
