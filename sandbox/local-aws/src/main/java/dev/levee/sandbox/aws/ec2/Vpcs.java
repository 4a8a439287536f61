package dev.levee.sandbox.aws.ec2;

import static dev.levee.sandbox.aws.Filters.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.Filters;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// VPCs. Every account has a default one in every region, made when EC2 is first used there.
final class Vpcs {

    private static final Paging PAGES =
            new Paging("MaxResults", 5, 1000, 1000, "NextToken", "NextToken", "InvalidParameterValue");

    private static final Filters FILTERS = new Filters(Map.of(
            "vpc-id", at("/VpcId"),
            "cidr", at("/CidrBlock"),
            "is-default", at("/IsDefault"),
            "owner-id", at("/OwnerId"),
            "state", at("/State"),
            "tag-key", at("/Tags/*/Key")));

    private final Store store;
    private final SecurityGroups groups;
    private final NetworkAcls acls;
    private final Subnets subnets;
    private final Map<String, Boolean> begun = new ConcurrentHashMap<>();

    Vpcs(Store store, SecurityGroups groups, NetworkAcls acls, Subnets subnets) {
        this.store = store;
        this.groups = groups;
        this.acls = acls;
        this.subnets = subnets;
    }

    void ensureDefault(Request request) {
        begun.computeIfAbsent(request.account() + "/" + request.region(), _ -> {
            add(request, "172.31.0.0/16", true);
            return true;
        });
    }

    Map<String, Operation> operations() {
        return Map.of("CreateVpc", this::create, "DescribeVpcs", this::describe);
    }

    private JsonNode create(Request request) {
        String cidr = request.required("CidrBlock");
        String canonical = Cidr.ipv4(cidr)
                .orElseThrow(() -> Ec2Faults.invalid(
                        "Value (%s) for parameter cidrBlock is invalid. This is not a valid CIDR block."
                                .formatted(cidr)));
        return JsonNodeFactory.instance.objectNode().set("Vpc", add(request, canonical, false));
    }

    private JsonNode describe(Request request) {
        Table vpcs = vpcs(store, request);
        Set<String> ids = request.document()
                .path("VpcIds")
                .valueStream()
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        ids.stream().filter(id -> vpcs.get(id).isEmpty()).findFirst().ifPresent(id -> {
            throw Ec2Faults.noVpc(id);
        });
        List<ObjectNode> found = vpcs.all().stream()
                .filter(vpc -> ids.isEmpty() || ids.contains(vpc.path("VpcId").asText()))
                .filter(FILTERS.asked(request.document()))
                .toList();
        return PAGES.answer(request, "Vpcs", found);
    }

    /// The VPC the request names; the default one when it names none.
    static String chosen(Store store, Request request) {
        if (!request.document().hasNonNull("VpcId")) {
            return defaultVpc(store, request);
        }
        String id = request.required("VpcId");
        return vpcs(store, request).get(id).map(_ -> id).orElseThrow(() -> Ec2Faults.noVpc(id));
    }

    static boolean exists(Store store, Request request, String id) {
        return vpcs(store, request).get(id).isPresent();
    }

    static String defaultVpc(Store store, Request request) {
        return vpcs(store, request).all().stream()
                .filter(vpc -> vpc.path("IsDefault").asBoolean())
                .map(vpc -> vpc.path("VpcId").asText())
                .findFirst()
                .orElseThrow();
    }

    private ObjectNode add(Request request, String cidr, boolean isDefault) {
        String id = Ids.next("vpc");
        ObjectNode vpc = JsonNodeFactory.instance
                .objectNode()
                .put("VpcId", id)
                .put("OwnerId", request.account())
                .put("CidrBlock", cidr)
                .put("DhcpOptionsId", "default")
                .put("InstanceTenancy", "default")
                .put("IsDefault", isDefault)
                .put("State", "available");
        vpc.set("Tags", Tags.of(request, "vpc"));
        vpcs(store, request).put(id, vpc);
        groups.createDefault(request, id);
        acls.createDefault(
                request,
                id,
                request.document().path("AmazonProvidedIpv6CidrBlock").asBoolean());
        if (isDefault) {
            subnets.createDefaults(request, id);
        }
        return vpc;
    }

    private static Table vpcs(Store store, Request request) {
        return store.regional(request.account(), request.region(), "ec2:vpc");
    }
}
