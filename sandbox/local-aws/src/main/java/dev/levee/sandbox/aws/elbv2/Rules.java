package dev.levee.sandbox.aws.elbv2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The rules of listeners, the default ones among them.
final class Rules {

    private static final Paging PAGES = new Paging("PageSize", 1, 400, 400, "Marker", "NextMarker", "ValidationError");

    private static final String DEFAULT = "default";

    private final Store store;

    Rules(Store store) {
        this.store = store;
    }

    static Rows rows(Store store) {
        return new Rows(store, "rule", "Rule");
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreateRule", this::create,
                "DescribeRules", this::describe,
                "ModifyRule", this::modify,
                "DeleteRule", this::delete);
    }

    /// Makes or changes the rule of a listener that always matches.
    void setDefault(Request request, ObjectNode listener) {
        String arn = listener.path("ListenerArn").asText();
        String id = rows(store).of(request, "ListenerArn", arn).stream()
                .filter(rule -> rule.path("IsDefault").asBoolean())
                .map(rule -> rule.path("RuleArn").asText())
                .findFirst()
                .orElseGet(() -> newArn(arn));
        ObjectNode rule = rule(id, arn, DEFAULT);
        rule.set("Actions", listener.path("DefaultActions"));
        rows(store).table(request).put(id, rule);
    }

    private JsonNode create(Request request) {
        String listener = request.required("ListenerArn");
        Listeners.rows(store).get(request, listener);
        String priority = request.required("Priority");
        boolean taken = rows(store).of(request, "ListenerArn", listener).stream()
                .anyMatch(rule -> rule.path("Priority").asText().equals(priority));
        if (taken) {
            throw new AwsFault("PriorityInUse", 400, "Priority '%s' is currently in use".formatted(priority));
        }
        ObjectNode rule = rule(newArn(listener), listener, priority);
        set(request, rule);
        rows(store).table(request).put(rule.path("RuleArn").asText(), rule);
        return rules(rule);
    }

    private JsonNode describe(Request request) {
        if (!request.document().hasNonNull("ListenerArn")) {
            return PAGES.answer(request, "Rules", rows(store).named(request, "RuleArns"));
        }
        String listener = request.required("ListenerArn");
        Listeners.rows(store).get(request, listener);
        List<ObjectNode> found = rows(store).of(request, "ListenerArn", listener).stream()
                .sorted(Comparator.comparingInt(rule -> rule.path("Priority").asInt(Integer.MAX_VALUE)))
                .toList();
        return PAGES.answer(request, "Rules", found);
    }

    private JsonNode modify(Request request) {
        String arn = request.required("RuleArn");
        requireOwn(rows(store).get(request, arn));
        return rules(rows(store)
                .table(request)
                .update(arn, rule -> set(request, rule))
                .orElseThrow());
    }

    private JsonNode delete(Request request) {
        String arn = request.required("RuleArn");
        requireOwn(rows(store).get(request, arn));
        rows(store).table(request).remove(arn);
        return JsonNodeFactory.instance.objectNode();
    }

    private void set(Request request, ObjectNode rule) {
        if (request.document().hasNonNull("Conditions")) {
            rule.set("Conditions", request.document().get("Conditions"));
        }
        if (request.document().hasNonNull("Actions")) {
            rule.set(
                    "Actions",
                    Actions.completed(store, request, request.document().path("Actions")));
        }
    }

    private static void requireOwn(ObjectNode rule) {
        if (rule.path("IsDefault").asBoolean()) {
            throw new AwsFault(
                    "OperationNotPermitted",
                    400,
                    "Default rule '%s' cannot be modified"
                            .formatted(rule.path("RuleArn").asText()));
        }
    }

    private static ObjectNode rule(String arn, String listener, String priority) {
        ObjectNode rule = JsonNodeFactory.instance
                .objectNode()
                .put("RuleArn", arn)
                .put("ListenerArn", listener)
                .put("Priority", priority)
                .put("IsDefault", priority.equals(DEFAULT));
        rule.putArray("Conditions");
        return rule;
    }

    private static String newArn(String listener) {
        return listener.replace(":listener/", ":listener-rule/") + "/" + Rows.id();
    }

    private static ObjectNode rules(ObjectNode rule) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("Rules").add(rule);
        return answer;
    }
}
