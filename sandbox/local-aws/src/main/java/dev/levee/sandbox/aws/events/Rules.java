package dev.levee.sandbox.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The rules of each bus, with their targets.
final class Rules {

    private static final Paging PAGES =
            new Paging("Limit", 1, 100, 100, "NextToken", "NextToken", "ValidationException");
    private static final String TARGETS = "Targets";
    private static final int TARGETS_PER_RULE = 5;
    private static final Set<String> RESHAPING = Set.of("InputPath", "InputTransformer");

    private final Buses buses;
    private final Schedules schedules;

    Rules(Buses buses, Schedules schedules) {
        this.buses = buses;
        this.schedules = schedules;
    }

    Map<String, Operation> operations() {
        Map<String, Operation> operations = new HashMap<>();
        operations.put("PutRule", this::put);
        operations.put("DescribeRule", request -> withoutTargets(rule(request.required("Name"), request)));
        operations.put("ListRules", this::list);
        operations.put("EnableRule", request -> switchTo("ENABLED", request));
        operations.put("DisableRule", request -> switchTo("DISABLED", request));
        operations.put("DeleteRule", this::delete);
        operations.put("PutTargets", this::putTargets);
        operations.put("ListTargetsByRule", this::listTargets);
        operations.put("RemoveTargets", this::removeTargets);
        return operations;
    }

    static ArrayNode targets(ObjectNode rule) {
        return rule.withArray("/" + TARGETS);
    }

    static boolean isEnabled(JsonNode rule) {
        return !rule.path("State").asText().equals("DISABLED");
    }

    private JsonNode put(Request request) {
        JsonNode asked = request.document();
        Bus bus = bus(request);
        check(asked, bus);
        String name = request.required("Name");
        ObjectNode rule = answer().put("Name", name)
                .put("Arn", bus.arnOfRule(name))
                .put("State", asked.path("State").asText("ENABLED"))
                .put("EventBusName", bus.name())
                .put("CreatedBy", request.account());
        for (String member : List.of("EventPattern", "ScheduleExpression", "Description", "RoleArn")) {
            if (asked.has(member)) {
                rule.set(member, asked.get(member));
            }
        }
        if (!buses.rules(bus).create(name, rule)) {
            change(name, request, existing -> {
                ArrayNode targets = targets(existing).deepCopy();
                existing.removeAll();
                existing.setAll(rule);
                targets(existing).addAll(targets);
            });
        }
        schedules.watch(bus, name);
        return answer().put("RuleArn", bus.arnOfRule(name));
    }

    private static void check(JsonNode asked, Bus bus) {
        if (!asked.has("EventPattern") && !asked.has("ScheduleExpression")) {
            throw invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        }
        if (asked.has("EventPattern")) {
            EventPattern.parse(asked.path("EventPattern").asText());
        }
        if (asked.has("ScheduleExpression")) {
            Schedule.parse(asked.path("ScheduleExpression").asText());
            if (!bus.isDefault()) {
                throw invalid("ScheduleExpression is supported only on the default event bus.");
            }
        }
    }

    private JsonNode list(Request request) {
        String prefix = request.document().path("NamePrefix").asText("");
        List<ObjectNode> rules = buses.rules(bus(request)).all().stream()
                .filter(rule -> rule.path("Name").asText().startsWith(prefix))
                .map(Rules::withoutTargets)
                .toList();
        return PAGES.answer(request, "Rules", rules);
    }

    private JsonNode switchTo(String state, Request request) {
        String name = request.required("Name");
        change(name, request, rule -> rule.put("State", state));
        schedules.watch(bus(request), name);
        return answer();
    }

    private JsonNode delete(Request request) {
        Bus bus = bus(request);
        String name = request.required("Name");
        buses.rules(bus).get(name).ifPresent(rule -> {
            if (!targets(rule).isEmpty()) {
                throw invalid("Rule can't be deleted since it has targets.");
            }
        });
        buses.rules(bus).remove(name);
        return answer();
    }

    private JsonNode putTargets(Request request) {
        JsonNode added = request.document().path("Targets");
        added.forEach(Rules::checkTarget);
        change(request.required("Rule"), request, rule -> {
            ArrayNode targets = targets(rule);
            remove(targets, ids(added));
            added.forEach(targets::add);
            if (targets.size() > TARGETS_PER_RULE) {
                throw new AwsFault(
                        "LimitExceededException", 400, "The requested resource exceeds the maximum number allowed.");
            }
        });
        return nothingFailed();
    }

    private JsonNode listTargets(Request request) {
        ArrayNode targets = targets(rule(request.required("Rule"), request));
        return PAGES.answer(request, "Targets", EventPattern.elements(targets).toList());
    }

    private JsonNode removeTargets(Request request) {
        Set<String> ids = EventPattern.elements(request.document().path("Ids"))
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        change(request.required("Rule"), request, rule -> remove(targets(rule), ids));
        return nothingFailed();
    }

    private ObjectNode rule(String name, Request request) {
        Bus bus = bus(request);
        return buses.rules(bus).get(name).orElseThrow(() -> missing(name, bus));
    }

    private void change(String name, Request request, Consumer<ObjectNode> change) {
        Bus bus = bus(request);
        if (buses.rules(bus).update(name, change).isEmpty()) {
            throw missing(name, bus);
        }
    }

    private Bus bus(Request request) {
        Bus bus = Bus.ofRule(request);
        buses.require(bus);
        return bus;
    }

    private static void checkTarget(JsonNode target) {
        String arn = target.path("Arn").asText();
        if (Target.of(arn).isEmpty()) {
            throw invalid("Parameter %s is not valid. Reason: targets are queues, functions and event buses here."
                    .formatted(arn));
        }
        if (Bus.ofArn(arn).isPresent() && !target.hasNonNull("RoleArn")) {
            throw invalid("RoleArn is required for target %s.".formatted(arn));
        }
        RESHAPING.stream().filter(target::has).findAny().ifPresent(member -> {
            throw invalid("%s is not available here; the target receives the whole event, or Input.".formatted(member));
        });
    }

    private static void remove(ArrayNode targets, Set<String> ids) {
        targets.removeIf(target -> ids.contains(target.path("Id").asText()));
    }

    private static Set<String> ids(JsonNode targets) {
        return EventPattern.elements(targets)
                .map(target -> target.path("Id").asText())
                .collect(Collectors.toSet());
    }

    private static ObjectNode withoutTargets(ObjectNode rule) {
        return rule.without(TARGETS);
    }

    private static ObjectNode nothingFailed() {
        ObjectNode answer = answer().put("FailedEntryCount", 0);
        answer.putArray("FailedEntries");
        return answer;
    }

    private static AwsFault missing(String name, Bus bus) {
        return new AwsFault(
                "ResourceNotFoundException", 400, "Rule %s does not exist on EventBus %s.".formatted(name, bus.name()));
    }

    private static AwsFault invalid(String message) {
        return new AwsFault("ValidationException", 400, message);
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
