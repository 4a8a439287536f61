package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Table;
import dev.levee.sandbox.aws.policy.PolicyKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// The policies written right into a role or a user: the same five words for both.
final class InlinePolicies {

    private final String kind;
    private final int most;
    private final Function<String, Table> tables;

    /// @param kind `Role` or `User`
    /// @param most how many characters all of one role or user may have together
    /// @param tables the roles or users of an account
    InlinePolicies(String kind, int most, Function<String, Table> tables) {
        this.kind = kind;
        this.most = most;
        this.tables = tables;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "Put%sPolicy".formatted(kind), this::put,
                "Get%sPolicy".formatted(kind), this::get,
                "Delete%sPolicy".formatted(kind), this::delete,
                "List%sPolicies".formatted(kind), this::list);
    }

    private ObjectNode put(Request request) {
        String policy = request.required("PolicyDocument");
        PolicyKind.IDENTITY.read(policy);
        String name = request.required("PolicyName");
        change(request, policies -> {
            policies.put(name, policy);
            List<String> all = policies.valueStream().map(JsonNode::asText).toList();
            Quota.ofInline(all, most, kind.toLowerCase(Locale.ROOT), owner(request));
        });
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode get(Request request) {
        JsonNode policy = row(request).path("Policies").path(request.required("PolicyName"));
        if (policy.isMissingNode()) {
            throw noPolicy(request);
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put(kind + "Name", owner(request))
                .put("PolicyName", request.required("PolicyName"))
                .put("PolicyDocument", encoded(policy.asText()));
    }

    private ObjectNode delete(Request request) {
        change(request, policies -> {
            if (policies.remove(request.required("PolicyName")) == null) {
                throw noPolicy(request);
            }
        });
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode list(Request request) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode names = answer.putArray("PolicyNames");
        row(request).path("Policies").fieldNames().forEachRemaining(names::add);
        return answer.put("IsTruncated", false);
    }

    private void change(Request request, Consumer<ObjectNode> change) {
        boolean found = owners(request)
                .update(owner(request), row -> change.accept(row.withObjectProperty("Policies")))
                .isPresent();
        if (!found) {
            throw noOwner(request);
        }
    }

    private ObjectNode row(Request request) {
        return owners(request).get(owner(request)).orElseThrow(() -> noOwner(request));
    }

    private Table owners(Request request) {
        return tables.apply(request.account());
    }

    private String owner(Request request) {
        return request.required(kind + "Name");
    }

    private AwsFault noOwner(Request request) {
        return Roles.noSuchEntity(kind, owner(request));
    }

    private AwsFault noPolicy(Request request) {
        return new AwsFault(
                "NoSuchEntity",
                404,
                "The %s policy with name %s cannot be found."
                        .formatted(kind.toLowerCase(Locale.ROOT), request.required("PolicyName")));
    }

    /// As IAM answers with policies: percent-encoded.
    static String encoded(String policy) {
        return URLEncoder.encode(policy, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
