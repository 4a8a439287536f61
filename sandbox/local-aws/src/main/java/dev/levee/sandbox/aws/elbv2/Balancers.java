package dev.levee.sandbox.aws.elbv2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Turning;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Load balancers and their attributes. A new one is provisioned for a while, by the local cloud's clock.
final class Balancers {

    private static final Paging PAGES = new Paging("PageSize", 1, 400, 400, "Marker", "NextMarker", "ValidationError");

    private static final Map<String, String> PREFIXES =
            Map.of("application", "app", "network", "net", "gateway", "gwy");

    private final Store store;
    private final Rows rows;
    private final Duration takes;

    Balancers(Store store, Duration takes) {
        this.store = store;
        this.rows = new Rows(store, "load-balancer", "LoadBalancer");
        this.takes = takes;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreateLoadBalancer", this::create,
                "DescribeLoadBalancers", this::describe,
                "DeleteLoadBalancer", this::delete,
                "DescribeLoadBalancerAttributes", this::attributes,
                "ModifyLoadBalancerAttributes", this::modify);
    }

    ObjectNode get(Request request, String arn) {
        return Turning.at(rows.get(request, arn), request.time());
    }

    private JsonNode create(Request request) {
        JsonNode asked = request.document();
        String name = request.required("Name");
        String type = asked.path("Type").asText("application");
        if (rows.table(request).all().stream()
                .anyMatch(other -> other.path("LoadBalancerName").asText().equals(name))) {
            throw new AwsFault(
                    "DuplicateLoadBalancerName",
                    400,
                    "A load balancer with the same name '%s' exists, but with different settings".formatted(name));
        }
        String path = "%s/%s/%s".formatted(PREFIXES.get(type), name, Rows.id());
        String arn = "arn:aws:elasticloadbalancing:%s:%s:loadbalancer/%s"
                .formatted(request.region(), request.account(), path);
        ObjectNode balancer = JsonNodeFactory.instance
                .objectNode()
                .put("LoadBalancerArn", arn)
                .put("LoadBalancerName", name)
                .put("DNSName", "%s-1.%s.elb.amazonaws.com".formatted(name, request.region()))
                .put("CanonicalHostedZoneId", "ZLOCAL")
                .put("CreatedTime", request.time().toString())
                .put("Scheme", asked.path("Scheme").asText("internet-facing"))
                .put("Type", type)
                .put("IpAddressType", asked.path("IpAddressType").asText("ipv4"))
                .setAll(state("provisioning"));
        if (asked.has("SecurityGroups")) {
            balancer.set("SecurityGroups", asked.path("SecurityGroups"));
        }
        addZones(request, balancer, type);
        balancer.set("Attributes", DefaultAttributes.of(type));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("LoadBalancers").add(balancer.deepCopy());
        Turning.into(balancer, state("active"), request.time().plus(takes));
        rows.table(request).put(arn, balancer);
        return answer;
    }

    private void addZones(Request request, ObjectNode balancer, String type) {
        ArrayNode zones = balancer.putArray("AvailabilityZones");
        List<String> subnets = request.document().has("Subnets")
                ? Rows.texts(request.document().path("Subnets"))
                : request.document()
                        .path("SubnetMappings")
                        .valueStream()
                        .map(mapping -> mapping.path("SubnetId").asText())
                        .toList();
        for (String id : subnets) {
            ObjectNode subnet = store.regional(request.account(), request.region(), "ec2:subnet")
                    .get(id)
                    .orElseThrow(
                            () -> new AwsFault("SubnetNotFound", 400, "The subnet ID '%s' is not valid".formatted(id)));
            zones.addObject().put("SubnetId", id).set("ZoneName", subnet.path("AvailabilityZone"));
            balancer.set("VpcId", subnet.path("VpcId"));
        }
        if (zones.size() < (type.equals("application") ? 2 : 1)) {
            throw Rows.invalid("At least two subnets in two different Availability Zones must be specified");
        }
    }

    private JsonNode describe(Request request) {
        List<String> names = Rows.texts(request.document().path("Names"));
        List<ObjectNode> found = rows.named(request, "LoadBalancerArns").stream()
                .filter(balancer -> names.isEmpty()
                        || names.contains(balancer.path("LoadBalancerName").asText()))
                .map(balancer -> Turning.at(balancer, request.time()))
                .toList();
        if (found.size() < names.size()) {
            throw new AwsFault("LoadBalancerNotFound", 400, "Load balancers '%s' not found".formatted(names));
        }
        return PAGES.answer(request, "LoadBalancers", found);
    }

    /// One that is not there is deleted just as well. Its listeners go with it.
    private JsonNode delete(Request request) {
        String arn = request.required("LoadBalancerArn");
        boolean kept = rows.table(request).get(arn).stream()
                .flatMap(balancer -> balancer.path("Attributes").valueStream())
                .anyMatch(attribute -> attribute.path("Key").asText().equals("deletion_protection.enabled")
                        && attribute.path("Value").asText().equals("true"));
        if (kept) {
            throw new AwsFault(
                    "OperationNotPermitted",
                    400,
                    "Load balancer '%s' cannot be deleted because deletion protection is enabled".formatted(arn));
        }
        rows.table(request).remove(arn);
        Listeners.rows(store)
                .of(request, "LoadBalancerArn", arn)
                .forEach(listener -> Listeners.remove(
                        store, request, listener.path("ListenerArn").asText()));
        return JsonNodeFactory.instance.objectNode();
    }

    private JsonNode attributes(Request request) {
        return JsonNodeFactory.instance
                .objectNode()
                .set(
                        "Attributes",
                        get(request, request.required("LoadBalancerArn")).path("Attributes"));
    }

    /// Attributes that are not asked for stay as they are.
    private JsonNode modify(Request request) {
        String arn = request.required("LoadBalancerArn");
        get(request, arn);
        rows.table(request)
                .update(
                        arn,
                        balancer -> request.document().path("Attributes").forEach(asked -> {
                            ObjectNode attribute = (ObjectNode) balancer.path("Attributes")
                                    .valueStream()
                                    .filter(one -> one.path("Key").equals(asked.path("Key")))
                                    .findFirst()
                                    .orElseThrow(() -> new AwsFault(
                                            "InvalidConfigurationRequest",
                                            400,
                                            "Load balancer attribute key '%s' is not recognized"
                                                    .formatted(asked.path("Key").asText())));
                            attribute.set("Value", asked.path("Value"));
                        }));
        return attributes(request);
    }

    private static ObjectNode state(String code) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        members.putObject("State").put("Code", code);
        return members;
    }
}
