package dev.levee.sandbox.aws.elb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// Classic load balancers that balance nothing.
public final class ElbService implements AwsService {

    private static final Paging PAGES = new Paging("PageSize", 1, 400, 400, "Marker", "NextMarker", "ValidationError");

    private final Store store;

    public ElbService(Store store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "elb";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.ofEntries(
                Map.entry("CreateLoadBalancer", this::create),
                Map.entry("DescribeLoadBalancers", this::describe),
                Map.entry("DeleteLoadBalancer", this::delete),
                Map.entry("DescribeLoadBalancerAttributes", this::attributes),
                Map.entry("ModifyLoadBalancerAttributes", request -> change(request, ClassicBalancer::modify)),
                Map.entry("CreateLoadBalancerListeners", request -> change(request, ClassicBalancer::addListeners)),
                Map.entry("DeleteLoadBalancerListeners", request -> change(request, ClassicBalancer::removeListeners)),
                Map.entry("CreateLBCookieStickinessPolicy", request -> change(request, ClassicBalancer::addPolicy)),
                Map.entry(
                        "SetLoadBalancerPoliciesOfListener", request -> change(request, ClassicBalancer::setPolicies)),
                Map.entry("RegisterInstancesWithLoadBalancer", this::register),
                Map.entry(
                        "DeregisterInstancesFromLoadBalancer",
                        request -> change(request, ClassicBalancer::deregister)));
    }

    private JsonNode create(Request request) {
        String name = request.required("LoadBalancerName");
        ClassicBalancer balancer = ClassicBalancer.create(request, name);
        if (!balancers(request).create(name, balancer.row())) {
            throw new AwsFault("DuplicateLoadBalancerName", 400, "The load balancer name %s is taken.".formatted(name));
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("DNSName", balancer.row().path("DNSName").asText());
    }

    private JsonNode describe(Request request) {
        List<String> names = request.document()
                .path("LoadBalancerNames")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        names.forEach(name -> get(request, name));
        List<ObjectNode> found = balancers(request).all().stream()
                .filter(balancer -> names.isEmpty()
                        || names.contains(balancer.path("LoadBalancerName").asText()))
                .toList();
        return PAGES.answer(request, "LoadBalancerDescriptions", found);
    }

    /// One that is not there is deleted just as well.
    private JsonNode delete(Request request) {
        balancers(request).remove(request.required("LoadBalancerName"));
        return JsonNodeFactory.instance.objectNode();
    }

    private JsonNode attributes(Request request) {
        ObjectNode balancer = get(request, request.required("LoadBalancerName"));
        return JsonNodeFactory.instance
                .objectNode()
                .set("LoadBalancerAttributes", balancer.path(ClassicBalancer.ATTRIBUTES));
    }

    private JsonNode register(Request request) {
        Table instances = store.regional(request.account(), request.region(), "ec2:instance");
        for (JsonNode instance : request.document().path("Instances")) {
            if (instances.get(instance.path("InstanceId").asText()).isEmpty()) {
                throw new AwsFault(
                        "InvalidInstance",
                        400,
                        "Could not find EC2 instance %s."
                                .formatted(instance.path("InstanceId").asText()));
            }
        }
        return change(request, ClassicBalancer::register);
    }

    private JsonNode change(Request request, BiFunction<ClassicBalancer, JsonNode, ObjectNode> change) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        String name = request.required("LoadBalancerName");
        if (balancers(request)
                .update(name, row -> answer.setAll(change.apply(new ClassicBalancer(row), request.document())))
                .isEmpty()) {
            throw missing(name);
        }
        return answer;
    }

    private ObjectNode get(Request request, String name) {
        return balancers(request).get(name).orElseThrow(() -> missing(name));
    }

    private Table balancers(Request request) {
        return store.regional(request.account(), request.region(), "elb:load-balancer");
    }

    private static AwsFault missing(String name) {
        return new AwsFault("LoadBalancerNotFound", 400, "There is no ACTIVE Load Balancer named '%s'".formatted(name));
    }
}
