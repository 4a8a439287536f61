package dev.levee.sandbox.aws.elb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A classic load balancer, as it is described and with its attributes.
///
/// @param row is changed in place
record ClassicBalancer(ObjectNode row) {

    static final String ATTRIBUTES = "Attributes";

    private static final Set<String> SECURE = Set.of("HTTPS", "SSL");
    private static final int DRAINING = 300;
    private static final int IDLE = 60;

    static ClassicBalancer create(Request request, String name) {
        JsonNode asked = request.document();
        ObjectNode row = JsonNodeFactory.instance
                .objectNode()
                .put("LoadBalancerName", name)
                .put("DNSName", "%s-1.%s.elb.amazonaws.com".formatted(name, request.region()))
                .put("CreatedTime", request.time().toString())
                .put("Scheme", asked.path("Scheme").asText("internet-facing"));
        for (String member : List.of("AvailabilityZones", "Subnets", "SecurityGroups")) {
            row.set(member, asked.has(member) ? asked.get(member) : JsonNodeFactory.instance.arrayNode());
        }
        if (row.path("AvailabilityZones").isEmpty() && row.path("Subnets").isEmpty()) {
            throw invalid("Either AvailabilityZones or SubnetIds must be specified");
        }
        row.putArray("Instances");
        row.putArray("ListenerDescriptions");
        row.putObject("Policies").putArray("LBCookieStickinessPolicies");
        ObjectNode attributes = row.putObject(ATTRIBUTES);
        attributes.putObject("CrossZoneLoadBalancing").put("Enabled", false);
        attributes.putObject("AccessLog").put("Enabled", false);
        attributes.putObject("ConnectionDraining").put("Enabled", false).put("Timeout", DRAINING);
        attributes.putObject("ConnectionSettings").put("IdleTimeout", IDLE);
        ClassicBalancer balancer = new ClassicBalancer(row);
        if (asked.path("Listeners").isEmpty()) {
            throw invalid("Listeners must not be empty");
        }
        balancer.addListeners(asked);
        return balancer;
    }

    /// Attributes that are not asked for stay as they are.
    ObjectNode modify(JsonNode asked) {
        ObjectNode attributes = row.withObject("/" + ATTRIBUTES);
        asked.path("LoadBalancerAttributes")
                .properties()
                .forEach(attribute ->
                        attributes.withObject("/" + attribute.getKey()).setAll((ObjectNode) attribute.getValue()));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("LoadBalancerName", row.path("LoadBalancerName"));
        return answer.set("LoadBalancerAttributes", asked.path("LoadBalancerAttributes"));
    }

    ObjectNode addListeners(JsonNode asked) {
        for (JsonNode listener : asked.path("Listeners")) {
            int port = listener.path("LoadBalancerPort").asInt();
            String protocol = listener.path("Protocol").asText();
            if (SECURE.contains(protocol) && !listener.hasNonNull("SSLCertificateId")) {
                throw invalid("A listener with protocol %s needs an SSL certificate".formatted(protocol));
            }
            boolean taken = listeners()
                    .valueStream()
                    .anyMatch(other ->
                            other.path("Listener").path("LoadBalancerPort").asInt() == port);
            if (taken) {
                throw new AwsFault(
                        "DuplicateListener",
                        400,
                        "A listener already exists for %s with LoadBalancerPort %d, but with a different configuration"
                                .formatted(row.path("LoadBalancerName").asText(), port));
            }
            ObjectNode described = listeners().addObject();
            described.set("Listener", listener);
            described.putArray("PolicyNames");
            if (!listener.hasNonNull("InstanceProtocol")) {
                described
                        .withObject("/Listener")
                        .put("InstanceProtocol", SECURE.contains(protocol) ? "HTTP" : protocol);
            }
        }
        return nothing();
    }

    ObjectNode removeListeners(JsonNode asked) {
        Set<Integer> ports = asked.path("LoadBalancerPorts")
                .valueStream()
                .map(JsonNode::asInt)
                .collect(Collectors.toSet());
        List<JsonNode> left = listeners()
                .valueStream()
                .filter(listener -> !ports.contains(
                        listener.path("Listener").path("LoadBalancerPort").asInt()))
                .toList();
        row.putArray("ListenerDescriptions").addAll(left);
        return nothing();
    }

    ObjectNode addPolicy(JsonNode asked) {
        ObjectNode policy =
                row.withArray("/Policies/LBCookieStickinessPolicies").addObject();
        policy.set("PolicyName", asked.path("PolicyName"));
        if (asked.has("CookieExpirationPeriod")) {
            policy.set("CookieExpirationPeriod", asked.path("CookieExpirationPeriod"));
        }
        return nothing();
    }

    ObjectNode setPolicies(JsonNode asked) {
        Set<String> known = row.path("Policies")
                .path("LBCookieStickinessPolicies")
                .valueStream()
                .map(policy -> policy.path("PolicyName").asText())
                .collect(Collectors.toSet());
        asked.path("PolicyNames").valueStream().map(JsonNode::asText).forEach(name -> {
            if (!known.contains(name)) {
                throw new AwsFault("PolicyNotFound", 400, "There is no policy with name %s.".formatted(name));
            }
        });
        ObjectNode listener = (ObjectNode) listeners()
                .valueStream()
                .filter(one -> one.path("Listener").path("LoadBalancerPort").equals(asked.path("LoadBalancerPort")))
                .findFirst()
                .orElseThrow(() -> new AwsFault(
                        "ListenerNotFound",
                        400,
                        "There is no listener at port %s."
                                .formatted(asked.path("LoadBalancerPort").asText())));
        listener.set("PolicyNames", asked.path("PolicyNames"));
        return nothing();
    }

    ObjectNode register(JsonNode asked) {
        ArrayNode instances = row.withArray("/Instances");
        Set<JsonNode> present = instances.valueStream().collect(Collectors.toSet());
        asked.path("Instances")
                .valueStream()
                .filter(one -> !present.contains(one))
                .forEach(instances::add);
        return instances();
    }

    ObjectNode deregister(JsonNode asked) {
        Set<JsonNode> gone = asked.path("Instances").valueStream().collect(Collectors.toSet());
        List<JsonNode> left = row.withArray("/Instances")
                .valueStream()
                .filter(one -> !gone.contains(one))
                .toList();
        row.putArray("Instances").addAll(left);
        return instances();
    }

    private ObjectNode instances() {
        ObjectNode answer = nothing();
        return answer.set("Instances", row.path("Instances").deepCopy());
    }

    private ArrayNode listeners() {
        return row.withArray("/ListenerDescriptions");
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static AwsFault invalid(String message) {
        return new AwsFault("ValidationError", 400, message);
    }
}
