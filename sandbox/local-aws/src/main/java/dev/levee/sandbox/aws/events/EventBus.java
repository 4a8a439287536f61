package dev.levee.sandbox.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import dev.levee.sandbox.aws.sqs.SqsService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes each event to the targets of the rules it matches, in its own account and region.
final class EventBus {

    static final String TARGETS = "Targets";

    private static final Logger log = LoggerFactory.getLogger(EventBus.class);

    private final Store store;
    private final SqsService queues;
    private final Map<String, EventPattern> compiled = new ConcurrentHashMap<>();

    EventBus(Store store, SqsService queues) {
        this.store = store;
        this.queues = queues;
    }

    Table rules(String account, String region) {
        return store.regional(account, region, "events:rule");
    }

    static ArrayNode targets(ObjectNode rule) {
        return rule.withArray("/" + TARGETS);
    }

    void publish(ObjectNode event) {
        for (ObjectNode rule : rules(
                        event.path("account").asText(), event.path("region").asText())
                .all()) {
            if (matches(rule, event)) {
                targets(rule).forEach(target -> send(event, target.path("Arn").asText()));
            }
        }
    }

    private boolean matches(ObjectNode rule, JsonNode event) {
        return rule.path("State").asText().equals("ENABLED")
                && rule.has("EventPattern")
                && compiled.computeIfAbsent(rule.path("EventPattern").asText(), EventPattern::parse)
                        .matches(event);
    }

    private void send(ObjectNode event, String queue) {
        if (!queues.deliver(queue, event.toString(), "events.amazonaws.com")) {
            log.atWarn().addKeyValue("resource", queue).log("event lost: the target queue does not exist");
        }
    }
}
