package dev.levee.sandbox.aws.events;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.sqs.SqsService;
import dev.levee.sandbox.aws.trail.TrailListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// EventBridge: the default bus of each account and region, with queues of any account as the only targets, reached
/// whatever the queue's policy says. Schedules are kept and never fire.
public final class EventsService implements AwsService, TrailListener {

    private static final Paging PAGES =
            new Paging("Limit", 1, 100, 100, "NextToken", "NextToken", "ValidationException");
    private static final int TARGETS_PER_RULE = 5;
    private static final Set<String> RESHAPING = Set.of("Input", "InputPath", "InputTransformer");

    private final EventBus bus;

    public EventsService(Store store, SqsService queues) {
        this.bus = new EventBus(store, queues);
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.ofEntries(
                entry("PutRule", this::putRule),
                entry("DescribeRule", this::describeRule),
                entry("ListRules", this::listRules),
                entry("EnableRule", request -> switchTo("ENABLED", request)),
                entry("DisableRule", request -> switchTo("DISABLED", request)),
                entry("DeleteRule", this::deleteRule),
                entry("PutTargets", this::putTargets),
                entry("ListTargetsByRule", this::listTargets),
                entry("RemoveTargets", this::removeTargets),
                entry("PutEvents", this::putEvents));
    }

    /// Calls that only read are no events, as in EventBridge unless a rule asks for them.
    @Override
    public void recorded(ObjectNode record) {
        if (!record.path("readOnly").asBoolean()) {
            bus.publish(Envelopes.ofCall(record));
        }
    }

    private JsonNode putRule(Request request) {
        JsonNode asked = request.document();
        if (!asked.has("EventPattern") && !asked.has("ScheduleExpression")) {
            throw invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        }
        if (asked.has("EventPattern")) {
            EventPattern.parse(asked.path("EventPattern").asText());
        }
        defaultBus(request);
        String name = request.required("Name");
        String arn = "arn:aws:events:%s:%s:rule/%s".formatted(request.region(), request.account(), name);
        ObjectNode rule = JsonNodeFactory.instance
                .objectNode()
                .put("Name", name)
                .put("Arn", arn)
                .put("State", asked.path("State").asText("ENABLED"))
                .put("EventBusName", "default")
                .put("CreatedBy", request.account());
        for (String member : List.of("EventPattern", "ScheduleExpression", "Description", "RoleArn")) {
            if (asked.has(member)) {
                rule.set(member, asked.get(member));
            }
        }
        if (!bus.rules(request.account(), request.region()).create(name, rule)) {
            change(name, request, existing -> {
                ArrayNode targets = EventBus.targets(existing).deepCopy();
                existing.removeAll();
                existing.setAll(rule);
                EventBus.targets(existing).addAll(targets);
            });
        }
        return answer().put("RuleArn", arn);
    }

    private JsonNode describeRule(Request request) {
        return withoutTargets(rule(request.required("Name"), request));
    }

    private JsonNode listRules(Request request) {
        defaultBus(request);
        String prefix = request.document().path("NamePrefix").asText("");
        List<ObjectNode> rules = bus.rules(request.account(), request.region()).all().stream()
                .filter(rule -> rule.path("Name").asText().startsWith(prefix))
                .map(EventsService::withoutTargets)
                .toList();
        return PAGES.answer(request, "Rules", rules);
    }

    private JsonNode switchTo(String state, Request request) {
        change(request.required("Name"), request, rule -> rule.put("State", state));
        return answer();
    }

    private JsonNode deleteRule(Request request) {
        defaultBus(request);
        String name = request.required("Name");
        bus.rules(request.account(), request.region()).get(name).ifPresent(rule -> {
            if (!EventBus.targets(rule).isEmpty()) {
                throw invalid("Rule can't be deleted since it has targets.");
            }
        });
        bus.rules(request.account(), request.region()).remove(name);
        return answer();
    }

    private JsonNode putTargets(Request request) {
        JsonNode added = request.document().path("Targets");
        added.forEach(EventsService::checkTarget);
        change(request.required("Rule"), request, rule -> {
            ArrayNode targets = EventBus.targets(rule);
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
        ArrayNode targets = EventBus.targets(rule(request.required("Rule"), request));
        return PAGES.answer(request, "Targets", EventPattern.elements(targets).toList());
    }

    private JsonNode removeTargets(Request request) {
        Set<String> ids = EventPattern.elements(request.document().path("Ids"))
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        change(request.required("Rule"), request, rule -> remove(EventBus.targets(rule), ids));
        return nothingFailed();
    }

    private JsonNode putEvents(Request request) {
        JsonNode entries = request.document().path("Entries");
        if (entries.isEmpty() || entries.size() > 10) {
            throw invalid("Value at 'entries' must have between 1 and 10 members.");
        }
        int failed = 0;
        ObjectNode answer = answer();
        for (JsonNode entry : entries) {
            try {
                ObjectNode event = Envelopes.ofEntry(entry, request);
                bus.publish(event);
                answer.withArray("/Entries").addObject().set("EventId", event.get("id"));
            } catch (AwsFault fault) {
                failed++;
                answer.withArray("/Entries")
                        .addObject()
                        .put("ErrorCode", fault.code())
                        .put("ErrorMessage", fault.text());
            }
        }
        return answer.put("FailedEntryCount", failed);
    }

    private ObjectNode rule(String name, Request request) {
        defaultBus(request);
        return bus.rules(request.account(), request.region()).get(name).orElseThrow(() -> missingRule(name));
    }

    private void change(String name, Request request, Consumer<ObjectNode> change) {
        defaultBus(request);
        if (bus.rules(request.account(), request.region()).update(name, change).isEmpty()) {
            throw missingRule(name);
        }
    }

    private static void defaultBus(Request request) {
        String bus = request.document().path("EventBusName").asText("default");
        if (!bus.equals("default") && !bus.endsWith(":event-bus/default")) {
            throw new AwsFault("ResourceNotFoundException", 400, "Event bus %s does not exist.".formatted(bus));
        }
    }

    private static AwsFault missingRule(String name) {
        return new AwsFault(
                "ResourceNotFoundException", 400, "Rule %s does not exist on EventBus default.".formatted(name));
    }

    private static void checkTarget(JsonNode target) {
        if (!target.path("Arn").asText().startsWith("arn:aws:sqs:")) {
            throw invalid("Parameter %s is not valid. Reason: only queues can be targets here."
                    .formatted(target.path("Arn").asText()));
        }
        RESHAPING.stream().filter(target::has).findAny().ifPresent(member -> {
            throw invalid("%s is not available here; the target receives the whole event.".formatted(member));
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
        return rule.without(EventBus.TARGETS);
    }

    private static ObjectNode nothingFailed() {
        ObjectNode answer = answer().put("FailedEntryCount", 0);
        answer.putArray("FailedEntries");
        return answer;
    }

    private static AwsFault invalid(String message) {
        return new AwsFault("ValidationException", 400, message);
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
