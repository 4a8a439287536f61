package dev.levee.sandbox.aws.ec2;

import static dev.levee.sandbox.aws.Filters.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Filters;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.util.List;
import java.util.Map;

/// Subnets. A default VPC has one in each availability zone.
final class Subnets {

    private static final List<String> ZONES = List.of("a", "b", "c");

    private static final Paging PAGES =
            new Paging("MaxResults", 5, 1000, 1000, "NextToken", "NextToken", "InvalidParameterValue");

    private static final Filters FILTERS = new Filters(Map.of(
            "subnet-id", at("/SubnetId"),
            "vpc-id", at("/VpcId"),
            "availability-zone", at("/AvailabilityZone"),
            "default-for-az", at("/DefaultForAz"),
            "state", at("/State")));

    private final Store store;
    private final NetworkAcls acls;

    Subnets(Store store, NetworkAcls acls) {
        this.store = store;
        this.acls = acls;
    }

    Map<String, Operation> operations() {
        return Map.of("CreateSubnet", this::create, "DescribeSubnets", this::describe);
    }

    void createDefaults(Request request, String vpc) {
        for (int zone = 0; zone < ZONES.size(); zone++) {
            String cidr = "172.31.%d.0/20".formatted(16 * zone);
            add(request, vpc, cidr, request.region() + ZONES.get(zone), true);
        }
    }

    /// The subnet of that id.
    ObjectNode get(Request request, String id) {
        return subnets(request)
                .get(id)
                .orElseThrow(() -> new AwsFault(
                        "InvalidSubnetID.NotFound", 400, "The subnet ID '%s' does not exist".formatted(id)));
    }

    /// The one a thing is put in whose creator names none.
    ObjectNode anyDefault(Request request) {
        return subnets(request).all().stream()
                .filter(subnet -> subnet.path("DefaultForAz").asBoolean())
                .findFirst()
                .orElseThrow();
    }

    private JsonNode create(Request request) {
        String vpc = request.required("VpcId");
        Vpcs.chosen(store, request);
        String zone = request.document().path("AvailabilityZone").asText(request.region() + ZONES.getFirst());
        String cidr = request.required("CidrBlock");
        String canonical =
                Cidr.ipv4(cidr).orElseThrow(() -> Ec2Faults.invalid("CIDR block %s is malformed".formatted(cidr)));
        return JsonNodeFactory.instance.objectNode().set("Subnet", add(request, vpc, canonical, zone, false));
    }

    private JsonNode describe(Request request) {
        List<String> ids = request.document()
                .path("SubnetIds")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        ids.forEach(id -> get(request, id));
        List<ObjectNode> found = subnets(request).all().stream()
                .filter(subnet ->
                        ids.isEmpty() || ids.contains(subnet.path("SubnetId").asText()))
                .filter(FILTERS.asked(request.document()))
                .toList();
        return PAGES.answer(request, "Subnets", found);
    }

    private ObjectNode add(Request request, String vpc, String cidr, String zone, boolean isDefault) {
        String id = Ids.next("subnet");
        ObjectNode subnet = JsonNodeFactory.instance
                .objectNode()
                .put("SubnetId", id)
                .put("SubnetArn", "arn:aws:ec2:%s:%s:subnet/%s".formatted(request.region(), request.account(), id))
                .put("VpcId", vpc)
                .put("OwnerId", request.account())
                .put("CidrBlock", cidr)
                .put("AvailabilityZone", zone)
                .put("DefaultForAz", isDefault)
                .put("MapPublicIpOnLaunch", isDefault)
                .put("State", "available");
        subnet.set("Tags", Tags.of(request, "subnet"));
        subnets(request).put(id, subnet);
        acls.associate(request, vpc, id);
        return subnet;
    }

    private Table subnets(Request request) {
        return store.regional(request.account(), request.region(), "ec2:subnet");
    }
}
