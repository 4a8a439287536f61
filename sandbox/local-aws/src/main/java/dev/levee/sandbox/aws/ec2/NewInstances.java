package dev.levee.sandbox.aws.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.Request;
import java.util.List;

/// What instances start with.
final class NewInstances {

    private final Subnets subnets;
    private final SecurityGroups groups;

    NewInstances(Subnets subnets, SecurityGroups groups) {
        this.subnets = subnets;
        this.groups = groups;
    }

    /// One instance of a reservation, as its creation answers it. Tags are taken from anybody, those that only AWS may
    /// set as well: nobody else sets them here.
    ObjectNode describe(Request request, String reservation, int index) {
        JsonNode asked = request.document();
        ObjectNode subnet = asked.hasNonNull("SubnetId")
                ? subnets.get(request, request.required("SubnetId"))
                : subnets.anyDefault(request);
        String id = Ids.next("i");
        ObjectNode instance = JsonNodeFactory.instance
                .objectNode()
                .put("InstanceId", id)
                .put("ReservationId", reservation)
                .put("AmiLaunchIndex", index)
                .put("ImageId", request.required("ImageId"))
                .put("InstanceType", asked.path("InstanceType").asText("m1.small"))
                .put("LaunchTime", request.time().toString())
                .put(
                        "DisableApiTermination",
                        asked.path("DisableApiTermination").asBoolean());
        instance.setAll(InstanceState.PENDING.members());
        if (asked.path("InstanceMarketOptions").path("MarketType").asText().equals("spot")) {
            instance.put("InstanceLifecycle", "spot");
        }
        instance.putObject("Monitoring")
                .put("State", asked.path("Monitoring").path("Enabled").asBoolean() ? "pending" : "disabled");
        instance.putObject("Placement")
                .put("AvailabilityZone", subnet.path("AvailabilityZone").asText());
        instance.set("SubnetId", subnet.path("SubnetId"));
        instance.set("VpcId", subnet.path("VpcId"));
        instance.set("Tags", Tags.of(request, "instance"));
        addInterface(request, instance);
        return instance;
    }

    private void addInterface(Request request, ObjectNode instance) {
        ObjectNode connection = instance.putArray("NetworkInterfaces")
                .addObject()
                .put("NetworkInterfaceId", Ids.next("eni"))
                .put("OwnerId", request.account())
                .put("Status", "in-use")
                .put("InterfaceType", "interface");
        connection.set("SubnetId", instance.path("SubnetId"));
        connection.set("VpcId", instance.path("VpcId"));
        connection
                .putObject("Attachment")
                .put("AttachmentId", Ids.next("eni-attach"))
                .put("DeviceIndex", 0)
                .put("Status", "attached");
        for (ObjectNode group : groups(request, instance.path("VpcId").asText())) {
            ObjectNode shown = group.deepCopy().retain("GroupId", "GroupName");
            instance.withArray("/SecurityGroups").add(shown);
            connection.withArray("/Groups").add(shown);
        }
    }

    private List<ObjectNode> groups(Request request, String vpc) {
        List<ObjectNode> named = request.document()
                .path("SecurityGroupIds")
                .valueStream()
                .map(id -> groups.get(request, id.asText()))
                .toList();
        return named.isEmpty() ? List.of(groups.defaultOf(request, vpc)) : named;
    }
}
