package dev.levee.sandbox.aws.elbv2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Target groups without targets. One belongs to the load balancers that have a rule which forwards to it.
final class TargetGroups {

    private static final Paging PAGES = new Paging("PageSize", 1, 400, 400, "Marker", "NextMarker", "ValidationError");

    private final Store store;

    TargetGroups(Store store) {
        this.store = store;
    }

    static Rows rows(Store store) {
        return new Rows(store, "target-group", "TargetGroup");
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreateTargetGroup", this::create,
                "DescribeTargetGroups", this::describe,
                "DeleteTargetGroup", this::delete);
    }

    private JsonNode create(Request request) {
        JsonNode asked = request.document();
        String name = request.required("Name");
        String arn = "arn:aws:elasticloadbalancing:%s:%s:targetgroup/%s/%s"
                .formatted(request.region(), request.account(), name, Rows.id());
        ObjectNode group = JsonNodeFactory.instance
                .objectNode()
                .put("TargetGroupArn", arn)
                .put("TargetGroupName", name)
                .put("TargetType", asked.path("TargetType").asText("instance"))
                .put("HealthCheckEnabled", true);
        for (String member : List.of("Protocol", "Port", "VpcId")) {
            if (asked.has(member)) {
                group.set(member, asked.get(member));
            }
        }
        rows(store).table(request).put(arn, group);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("TargetGroups").add(described(request, group));
        return answer;
    }

    private JsonNode describe(Request request) {
        String balancer = request.document().path("LoadBalancerArn").asText("");
        List<ObjectNode> found = rows(store).named(request, "TargetGroupArns").stream()
                .map(group -> described(request, group))
                .filter(group -> balancer.isEmpty()
                        || Rows.texts(group.path("LoadBalancerArns")).contains(balancer))
                .toList();
        return PAGES.answer(request, "TargetGroups", found);
    }

    private JsonNode delete(Request request) {
        String arn = request.required("TargetGroupArn");
        if (balancers(request, arn).findAny().isPresent()) {
            throw new AwsFault(
                    "ResourceInUse",
                    400,
                    "Target group '%s' is currently in use by a listener or a rule".formatted(arn));
        }
        rows(store).table(request).remove(arn);
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode described(Request request, ObjectNode group) {
        ObjectNode described = group.deepCopy();
        described.putArray("LoadBalancerArns");
        balancers(request, group.path("TargetGroupArn").asText())
                .forEach(described.withArray("/LoadBalancerArns")::add);
        return described;
    }

    private Stream<String> balancers(Request request, String group) {
        return Rules.rows(store).table(request).all().stream()
                .filter(rule -> rule.path("Actions")
                        .valueStream()
                        .flatMap(action -> action.path("ForwardConfig")
                                .path("TargetGroups")
                                .valueStream())
                        .anyMatch(
                                target -> target.path("TargetGroupArn").asText().equals(group)))
                .map(rule -> rule.path("ListenerArn")
                        .asText()
                        .replace(":listener/", ":loadbalancer/")
                        .replaceFirst("/[^/]*$", ""))
                .distinct();
    }
}
