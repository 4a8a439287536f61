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
import java.util.Set;

/// Listeners. What one does without a matching rule is its default rule.
final class Listeners {

    private static final Paging PAGES = new Paging("PageSize", 1, 400, 400, "Marker", "NextMarker", "ValidationError");

    private static final List<String> MEMBERS =
            List.of("Port", "Protocol", "SslPolicy", "Certificates", "DefaultActions", "AlpnPolicy");

    private static final Set<String> SECURE = Set.of("HTTPS", "TLS");

    private final Store store;
    private final Balancers balancers;
    private final Rules rules;

    Listeners(Store store, Balancers balancers, Rules rules) {
        this.store = store;
        this.balancers = balancers;
        this.rules = rules;
    }

    static Rows rows(Store store) {
        return new Rows(store, "listener", "Listener");
    }

    static void remove(Store store, Request request, String arn) {
        rows(store).table(request).remove(arn);
        Rows rules = Rules.rows(store);
        rules.of(request, "ListenerArn", arn)
                .forEach(
                        rule -> rules.table(request).remove(rule.path("RuleArn").asText()));
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreateListener", this::create,
                "DescribeListeners", this::describe,
                "ModifyListener", this::modify,
                "DeleteListener", this::delete);
    }

    private JsonNode create(Request request) {
        String balancer = request.required("LoadBalancerArn");
        balancers.get(request, balancer);
        String arn = balancer.replace(":loadbalancer/", ":listener/") + "/" + Rows.id();
        ObjectNode listener =
                JsonNodeFactory.instance.objectNode().put("ListenerArn", arn).put("LoadBalancerArn", balancer);
        set(request, listener);
        boolean taken = rows(store).of(request, "LoadBalancerArn", balancer).stream()
                .anyMatch(other -> other.path("Port").equals(listener.path("Port")));
        if (taken) {
            throw new AwsFault(
                    "DuplicateListener",
                    400,
                    "A listener already exists on port %s"
                            .formatted(listener.path("Port").asText()));
        }
        rows(store).table(request).put(arn, listener);
        rules.setDefault(request, listener);
        return listeners(listener);
    }

    private JsonNode describe(Request request) {
        if (!request.document().hasNonNull("LoadBalancerArn")) {
            return PAGES.answer(request, "Listeners", rows(store).named(request, "ListenerArns"));
        }
        String balancer = request.required("LoadBalancerArn");
        balancers.get(request, balancer);
        return PAGES.answer(request, "Listeners", rows(store).of(request, "LoadBalancerArn", balancer));
    }

    private JsonNode modify(Request request) {
        String arn = request.required("ListenerArn");
        rows(store).get(request, arn);
        ObjectNode listener =
                rows(store).table(request).update(arn, row -> set(request, row)).orElseThrow();
        rules.setDefault(request, listener);
        return listeners(listener);
    }

    private JsonNode delete(Request request) {
        String arn = request.required("ListenerArn");
        rows(store).get(request, arn);
        remove(store, request, arn);
        return JsonNodeFactory.instance.objectNode();
    }

    private void set(Request request, ObjectNode listener) {
        for (String member : MEMBERS) {
            if (request.document().hasNonNull(member)) {
                listener.set(member, request.document().get(member));
            }
        }
        if (listener.has("DefaultActions")) {
            listener.set("DefaultActions", Actions.completed(store, request, listener.path("DefaultActions")));
        }
        if (SECURE.contains(listener.path("Protocol").asText())
                && listener.path("Certificates").isEmpty()) {
            throw new AwsFault("CertificateNotFound", 400, "A certificate must be specified for HTTPS listeners");
        }
    }

    private static ObjectNode listeners(ObjectNode listener) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("Listeners").add(listener);
        return answer;
    }
}
