package dev.levee.sandbox.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.OperationTable.Permission;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.cloudwatch.Metrics;
import dev.levee.sandbox.aws.iam.Authorizer;
import dev.levee.sandbox.aws.iam.ServiceRoles;
import dev.levee.sandbox.aws.lambda.LambdaService;
import dev.levee.sandbox.aws.policy.PolicyDocument;
import dev.levee.sandbox.aws.policy.Resource;
import dev.levee.sandbox.aws.sqs.SqsService;
import dev.levee.sandbox.aws.trail.TrailListener;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// EventBridge: buses, rules with patterns or schedules, and as targets queues, functions and other buses, each of
/// which has to permit it.
public final class EventsService implements AwsService, TrailListener {

    private static final Set<String> ABOUT_RULES = Set.of(
            "PutRule",
            "DescribeRule",
            "EnableRule",
            "DisableRule",
            "DeleteRule",
            "PutTargets",
            "ListTargetsByRule",
            "RemoveTargets");

    private final Buses buses;
    private final Router router;
    private final Schedules schedules;
    private final Rules rules;

    public EventsService(
            Store store,
            SqsService queues,
            LambdaService functions,
            Authorizer authorizer,
            ServiceRoles roles,
            Metrics metrics,
            Clock clock) {
        buses = new Buses(store);
        Permits permits = new Permits(authorizer, roles, clock);
        router = new Router(buses, new Deliveries(buses, queues, functions, permits, metrics, clock));
        schedules = new Schedules(buses, router, clock);
        rules = new Rules(buses, schedules);
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new HashMap<>(buses.operations());
        operations.putAll(rules.operations());
        operations.put("PutEvents", this::putEvents);
        return operations;
    }

    @Override
    public List<Permission> alsoNeeds(Request request) {
        if (request.operation().equals("PutEvents")) {
            return entries(request)
                    .map(entry ->
                            Bus.called(entry.path("EventBusName"), request).arn())
                    .distinct()
                    .map(bus -> new Permission("events:PutEvents", bus))
                    .toList();
        }
        if (!ABOUT_RULES.contains(request.operation())) {
            return List.of();
        }
        JsonNode asked = request.document();
        String rule = asked.path("Rule").asText(asked.path("Name").asText());
        Permission onRule = new Permission(
                "events:" + request.operation(), Bus.ofRule(request).arnOfRule(rule));
        return Stream.concat(Stream.of(onRule), passedRoles(asked)).toList();
    }

    @Override
    public Resource resource(String arn, Request request) {
        return Bus.ofArn(arn)
                .map(bus -> new Resource(arn, bus.account(), buses.policy(bus).map(PolicyDocument::parse), false))
                .orElseGet(() -> Resource.plain(arn, request.account()));
    }

    /// Calls that only read are no events, as in EventBridge unless a rule asks for them.
    @Override
    public void recorded(ObjectNode record) {
        if (!record.path("readOnly").asBoolean()) {
            publish(Envelopes.ofCall(record));
        }
    }

    /// Fires the rules that are due. Done once their targets are.
    public CompletableFuture<Void> runDue() {
        return schedules.runDue();
    }

    private void publish(ObjectNode event) {
        Bus bus = new Bus(event.path("account").asText(), event.path("region").asText(), Bus.DEFAULT);
        var _ = router.publish(bus, event);
    }

    private JsonNode putEvents(Request request) {
        long entries = entries(request).count();
        if (entries == 0 || entries > 10) {
            throw new AwsFault("ValidationException", 400, "Value at 'entries' must have between 1 and 10 members.");
        }
        int failed = 0;
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        for (JsonNode entry : request.document().path("Entries")) {
            try {
                JsonNode id = put(entry, request);
                answer.withArray("/Entries").addObject().set("EventId", id);
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

    private JsonNode put(JsonNode entry, Request request) {
        ObjectNode event = Envelopes.ofEntry(entry, request);
        Bus bus = Bus.called(entry.path("EventBusName"), request);
        buses.require(bus);
        var _ = router.publish(bus, event);
        return event.get("id");
    }

    private static Stream<Permission> passedRoles(JsonNode asked) {
        return Stream.concat(Stream.of(asked), asked.path("Targets").valueStream())
                .filter(holder -> holder.hasNonNull("RoleArn"))
                .map(holder ->
                        new Permission("iam:PassRole", holder.path("RoleArn").asText()));
    }

    private static Stream<JsonNode> entries(Request request) {
        return request.document().path("Entries").valueStream();
    }
}
