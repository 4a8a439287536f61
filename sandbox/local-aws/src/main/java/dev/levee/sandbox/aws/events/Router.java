package dev.levee.sandbox.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Hands each event to the targets of the rules it matches on its bus.
final class Router {

    private final Buses buses;
    private final Deliveries deliveries;
    private final Map<String, EventPattern> compiled = new ConcurrentHashMap<>();

    Router(Buses buses, Deliveries deliveries) {
        this.buses = buses;
        this.deliveries = deliveries;
    }

    /// Done once the targets are.
    CompletableFuture<Void> publish(Bus bus, ObjectNode event) {
        return publish(bus, event, Set.of());
    }

    /// Hands an event to the targets of one rule, whatever its pattern.
    CompletableFuture<Void> fire(Bus bus, ObjectNode rule, ObjectNode event) {
        return deliver(bus, rule, event, Set.of());
    }

    /// @param passed the buses the event has been on before
    private CompletableFuture<Void> publish(Bus bus, ObjectNode event, Set<Bus> passed) {
        return all(buses.rules(bus).all().stream()
                .filter(rule -> matches(rule, event))
                .map(rule -> deliver(bus, rule, event, passed))
                .toList());
    }

    private CompletableFuture<Void> deliver(Bus bus, ObjectNode rule, ObjectNode event, Set<Bus> passed) {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (JsonNode row : Rules.targets(rule)) {
            Delivery delivery = new Delivery(bus, rule, row, event);
            if (!(delivery.target() instanceof Target.AnotherBus(Bus next))) {
                sent.add(deliveries.send(delivery));
            } else if (!passed.contains(next) && deliveries.mayPass(delivery, next)) {
                Set<Bus> now = new HashSet<>(passed);
                now.add(bus);
                sent.add(publish(next, event, now));
            }
        }
        return all(sent);
    }

    private boolean matches(ObjectNode rule, JsonNode event) {
        return Rules.isEnabled(rule)
                && rule.has("EventPattern")
                && compiled.computeIfAbsent(rule.path("EventPattern").asText(), EventPattern::parse)
                        .matches(event);
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }
}
