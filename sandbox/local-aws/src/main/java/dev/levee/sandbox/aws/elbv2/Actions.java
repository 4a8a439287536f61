package dev.levee.sandbox.aws.elbv2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import java.util.Map;

/// What listeners and rules do with a request.
final class Actions {

    private static final Map<String, String> REDIRECT = Map.of(
            "Protocol", "#{protocol}", "Port", "#{port}", "Host", "#{host}", "Path", "/#{path}", "Query", "#{query}");

    private Actions() {}

    /// As they are described: nothing of a redirect is left open, and a target group is named in both ways.
    static ArrayNode completed(Store store, Request request, JsonNode asked) {
        ArrayNode actions = asked.deepCopy();
        for (JsonNode each : actions) {
            ObjectNode action = (ObjectNode) each;
            switch (action.path("Type").asText()) {
                case "redirect" -> {
                    ObjectNode redirect = action.withObject("/RedirectConfig");
                    REDIRECT.forEach((member, same) ->
                            redirect.put(member, redirect.path(member).asText(same)));
                }
                case "forward" -> forward(store, request, action);
                default -> {}
            }
        }
        return actions;
    }

    private static void forward(Store store, Request request, ObjectNode action) {
        if (!action.has("ForwardConfig")) {
            action.withArray("/ForwardConfig/TargetGroups")
                    .addObject()
                    .put("TargetGroupArn", action.path("TargetGroupArn").asText())
                    .put("Weight", 1);
        }
        action.path("ForwardConfig")
                .path("TargetGroups")
                .forEach(group -> TargetGroups.rows(store)
                        .get(request, group.path("TargetGroupArn").asText()));
    }
}
