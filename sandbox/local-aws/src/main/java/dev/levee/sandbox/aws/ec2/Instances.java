package dev.levee.sandbox.aws.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import dev.levee.sandbox.aws.Turning;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Instances that run nothing. Each change of their state takes a while, by the local cloud's clock.
final class Instances {

    private static final Set<String> LIVING = Set.of("pending", "running", "stopping", "stopped");

    private final Store store;
    private final NewInstances newInstances;
    private final Duration takes;

    /// @param takes how long an instance needs to start, stop, end, or change how it is monitored
    Instances(Store store, NewInstances newInstances, Duration takes) {
        this.store = store;
        this.newInstances = newInstances;
        this.takes = takes;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "RunInstances",
                this::run,
                "DescribeInstanceAttribute",
                this::attribute,
                "ModifyInstanceAttribute",
                this::modify,
                "MonitorInstances",
                request -> monitor(request, "pending", "enabled"),
                "UnmonitorInstances",
                request -> monitor(request, "disabling", "disabled"),
                "StartInstances",
                request -> turn(request, "stopped", InstanceState.PENDING, InstanceState.RUNNING),
                "StopInstances",
                request -> turn(request, "running", InstanceState.STOPPING, InstanceState.STOPPED),
                "TerminateInstances",
                this::terminate);
    }

    private JsonNode run(Request request) {
        int count = request.document().path("MaxCount").asInt();
        if (count < 1 || request.document().path("MinCount").asInt() < 1) {
            throw new AwsFault(
                    "MissingParameter", 400, "The request must contain the parameters minCount and maxCount");
        }
        String reservation = Ids.next("r");
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("ReservationId", reservation)
                .put("OwnerId", request.account());
        answer.putArray("Groups");
        for (int index = 0; index < count; index++) {
            ObjectNode instance = newInstances.describe(request, reservation, index);
            answer.withArray("/Instances").add(instance.deepCopy());
            ObjectNode running = InstanceState.RUNNING.members();
            if (instance.path("Monitoring").path("State").asText().equals("pending")) {
                running.set("Monitoring", monitoring("enabled"));
            }
            Turning.into(instance, running, request.time().plus(takes));
            instances(request).put(instance.path("InstanceId").asText(), instance);
        }
        return answer;
    }

    private JsonNode attribute(Request request) {
        requireTermination(request.required("Attribute"));
        String id = request.required("InstanceId");
        ObjectNode instance = get(request, id);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("InstanceId", id);
        answer.putObject("DisableApiTermination")
                .put("Value", instance.path("DisableApiTermination").asBoolean());
        return answer;
    }

    private JsonNode modify(Request request) {
        JsonNode asked = request.document().path("DisableApiTermination");
        requireTermination(asked.has("Value") ? "disableApiTermination" : "");
        change(request, request.required("InstanceId"), instance -> {
            if (instance.path("InstanceLifecycle").asText().equals("spot")) {
                throw new AwsFault(
                        "UnsupportedOperation",
                        400,
                        "The attribute disableApiTermination cannot be modified for a Spot Instance.");
            }
            requireLiving(instance);
            instance.put("DisableApiTermination", asked.path("Value").asBoolean());
        });
        return JsonNodeFactory.instance.objectNode();
    }

    private JsonNode monitor(Request request, String meanwhile, String then) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        for (String id : existing(request)) {
            change(request, id, instance -> {
                requireLiving(instance);
                if (!instance.path("Monitoring").path("State").asText().equals(then)) {
                    instance.set("Monitoring", monitoring(meanwhile));
                    ObjectNode later = JsonNodeFactory.instance.objectNode();
                    later.set("Monitoring", monitoring(then));
                    Turning.into(instance, later, request.time().plus(takes));
                }
                ObjectNode shown = answer.withArray("/InstanceMonitorings").addObject();
                shown.put("InstanceId", id).set("Monitoring", instance.path("Monitoring"));
            });
        }
        return answer;
    }

    private JsonNode terminate(Request request) {
        for (String id : existing(request)) {
            if (get(request, id).path("DisableApiTermination").asBoolean()) {
                throw new AwsFault(
                        "OperationNotPermitted",
                        400,
                        "The instance '%s' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again."
                                .formatted(id));
            }
        }
        return turn(request, "", InstanceState.SHUTTING_DOWN, InstanceState.TERMINATED);
    }

    /// @param from the state they have to be in; empty for any
    private JsonNode turn(Request request, String from, InstanceState meanwhile, InstanceState then) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        for (String id : existing(request)) {
            change(request, id, instance -> {
                JsonNode before = instance.path("State");
                if (!from.isEmpty() && !before.path("Name").asText().equals(from)) {
                    throw incorrectState(instance);
                }
                instance.setAll(meanwhile.members());
                Turning.into(instance, then.members(), request.time().plus(takes));
                ObjectNode changed = answer.withArray(meanwhile.answer()).addObject();
                changed.put("InstanceId", id).set("PreviousState", before);
                changed.set("CurrentState", instance.path("State"));
            });
        }
        return answer;
    }

    /// The instances the request names, all of which exist.
    private List<String> existing(Request request) {
        List<String> ids = request.document()
                .path("InstanceIds")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        ids.forEach(id -> get(request, id));
        return ids;
    }

    private ObjectNode get(Request request, String id) {
        return instances(request)
                .get(id)
                .map(instance -> Turning.at(instance, request.time()))
                .orElseThrow(() -> Ec2Faults.noInstance(id));
    }

    private void change(Request request, String id, Consumer<ObjectNode> change) {
        get(request, id);
        instances(request).update(id, instance -> change.accept(Turning.at(instance, request.time())));
    }

    private static void requireTermination(String attribute) {
        if (!attribute.equals("disableApiTermination")) {
            throw Ec2Faults.invalid("Only the attribute disableApiTermination is known here.");
        }
    }

    private static void requireLiving(ObjectNode instance) {
        if (!LIVING.contains(instance.path("State").path("Name").asText())) {
            throw incorrectState(instance);
        }
    }

    private static AwsFault incorrectState(ObjectNode instance) {
        return new AwsFault(
                "IncorrectInstanceState",
                400,
                "The instance '%s' is not in a state that allows this: it is %s."
                        .formatted(
                                instance.path("InstanceId").asText(),
                                instance.path("State").path("Name").asText()));
    }

    private static ObjectNode monitoring(String state) {
        return JsonNodeFactory.instance.objectNode().put("State", state);
    }

    private Table instances(Request request) {
        return DescribedInstances.table(store, request);
    }
}
