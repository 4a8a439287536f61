package dev.levee.sandbox.aws.elbv2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// The things of one kind, by their ARNs.
///
/// @param word as errors call the kind, e.g. `Listener`
record Rows(Store store, String kind, String word) {

    Table table(Request request) {
        return store.regional(request.account(), request.region(), "elbv2:" + kind);
    }

    ObjectNode get(Request request, String arn) {
        return table(request).get(arn).orElseThrow(() -> missing(arn));
    }

    /// Those the request names in a member, all if it has none.
    List<ObjectNode> named(Request request, String member) {
        List<String> arns = texts(request.document().path(member));
        return arns.isEmpty()
                ? table(request).all()
                : arns.stream().map(arn -> get(request, arn)).toList();
    }

    /// Those below a load balancer, or below a listener.
    List<ObjectNode> of(Request request, String member, String arn) {
        return table(request).all().stream()
                .filter(row -> row.path(member).asText().equals(arn))
                .toList();
    }

    private AwsFault missing(String arn) {
        return new AwsFault(word + "NotFound", 400, "%s '%s' not found".formatted(word, arn));
    }

    static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    static String id() {
        return "%016x".formatted(ThreadLocalRandom.current().nextLong());
    }

    static AwsFault invalid(String message) {
        return new AwsFault("ValidationError", 400, message);
    }
}
