package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import java.util.List;

/// How IAM cuts its listings.
final class Listing {

    private static final Paging PAGES = new Paging("MaxItems", 1, 1000, 100, "Marker", "Marker", "ValidationError");

    private Listing() {}

    static ObjectNode answer(Request request, String items, List<? extends JsonNode> all) {
        ObjectNode answer = PAGES.answer(request, items, all);
        return answer.put("IsTruncated", answer.has("Marker"));
    }
}
