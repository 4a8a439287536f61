package dev.levee.sandbox.aws.modelled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import java.util.List;
import java.util.Optional;

/// How an operation cuts its listing. Without paging it does not; with `by: name` a page starts after the item the
/// request names.
record Pages(String items, Optional<JsonNode> paging) {

    static Pages of(JsonNode spec) {
        return new Pages(spec.path("items").asText(), Optional.ofNullable(spec.get("paging")));
    }

    ObjectNode answer(Request request, List<? extends JsonNode> all) {
        if (paging.isEmpty()) {
            return of(all);
        }
        JsonNode how = paging.get();
        if (how.has("by")) {
            return afterName(request, how, all);
        }
        Paging pages = new Paging(
                how.path("size").asText(),
                how.path("min").asInt(1),
                how.path("max").asInt(),
                how.path("usual").asInt(how.path("max").asInt()),
                how.path("token").asText(),
                how.path("next").asText(how.path("token").asText()),
                how.path("invalid").asText());
        ObjectNode answer = pages.answer(request, items, all);
        return answer.put("more", answer.has(pages.next()));
    }

    private ObjectNode afterName(Request request, JsonNode how, List<? extends JsonNode> all) {
        List<String> names = all.stream().map(JsonNode::asText).toList();
        int from = names.indexOf(
                        request.document().path(how.path("token").asText()).asText())
                + 1;
        int size = request.document()
                .path(how.path("size").asText())
                .asInt(how.path("usual").asInt(how.path("max").asInt()));
        int to = Math.min(all.size(), from + size);
        ObjectNode answer = of(all.subList(from, to)).put("more", to < all.size());
        if (to < all.size() && how.has("next")) {
            answer.put(how.path("next").asText(), names.get(to - 1));
        }
        return answer;
    }

    private ObjectNode of(List<? extends JsonNode> page) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray(items).addAll(page);
        return answer;
    }
}
