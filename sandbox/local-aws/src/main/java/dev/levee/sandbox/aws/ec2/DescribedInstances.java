package dev.levee.sandbox.aws.ec2;

import static dev.levee.sandbox.aws.Filters.at;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.Filters;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import dev.levee.sandbox.aws.Turning;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Instances and their network interfaces as they are told about.
final class DescribedInstances {

    private static final Paging PAGES =
            new Paging("MaxResults", 5, 1000, 1000, "NextToken", "NextToken", "InvalidParameterValue");

    private static final Filters FILTERS = new Filters(Map.ofEntries(
            entry("instance-id", at("/InstanceId")),
            entry("instance-state-name", at("/State/Name")),
            entry("instance-lifecycle", at("/InstanceLifecycle")),
            entry("monitoring-state", at("/Monitoring/State")),
            entry("image-id", at("/ImageId")),
            entry("vpc-id", at("/VpcId")),
            entry("subnet-id", at("/SubnetId")),
            entry("instance.group-id", at("/SecurityGroups/*/GroupId")),
            entry("tag-key", at("/Tags/*/Key"))));

    private static final Filters INTERFACE_FILTERS = new Filters(Map.of(
            "network-interface-id", at("/NetworkInterfaceId"),
            "group-id", at("/Groups/*/GroupId"),
            "vpc-id", at("/VpcId"),
            "subnet-id", at("/SubnetId"),
            "status", at("/Status"),
            "attachment.instance-id", at("/Attachment/InstanceId")));

    private final Store store;

    DescribedInstances(Store store) {
        this.store = store;
    }

    static Table table(Store store, Request request) {
        return store.regional(request.account(), request.region(), "ec2:instance");
    }

    Map<String, Operation> operations() {
        return Map.of("DescribeInstances", this::describe, "DescribeNetworkInterfaces", this::interfaces);
    }

    private JsonNode describe(Request request) {
        List<String> ids = request.document()
                .path("InstanceIds")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        List<String> known = all(request)
                .map(instance -> instance.path("InstanceId").asText())
                .toList();
        ids.stream().filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
            throw Ec2Faults.noInstance(id);
        });
        List<ObjectNode> found = all(request)
                .filter(instance -> ids.isEmpty()
                        || ids.contains(instance.path("InstanceId").asText()))
                .filter(FILTERS.asked(request.document()))
                .toList();
        ObjectNode answer = PAGES.answer(request, "Instances", found);
        Map<String, ObjectNode> reservations = new LinkedHashMap<>();
        for (JsonNode instance : answer.remove("Instances")) {
            String id = instance.path("ReservationId").asText();
            reservations
                    .computeIfAbsent(
                            id,
                            _ -> JsonNodeFactory.instance
                                    .objectNode()
                                    .put("ReservationId", id)
                                    .put("OwnerId", request.account()))
                    .withArray("/Instances")
                    .add(instance);
        }
        answer.putArray("Reservations").addAll(reservations.values());
        return answer;
    }

    private JsonNode interfaces(Request request) {
        List<ObjectNode> found = all(request)
                .filter(instance ->
                        !instance.path("State").path("Name").asText().equals("terminated"))
                .flatMap(DescribedInstances::interfaces)
                .filter(INTERFACE_FILTERS.asked(request.document()))
                .toList();
        return PAGES.answer(request, "NetworkInterfaces", found);
    }

    private static Stream<ObjectNode> interfaces(ObjectNode instance) {
        return instance.path("NetworkInterfaces").valueStream().map(connection -> {
            ObjectNode described = connection.deepCopy();
            described.withObject("/Attachment").set("InstanceId", instance.path("InstanceId"));
            return described;
        });
    }

    private Stream<ObjectNode> all(Request request) {
        return table(store, request).all().stream().map(instance -> Turning.at(instance, request.time()));
    }
}
