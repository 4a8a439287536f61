package dev.levee.sandbox.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// Buses, their policies, and rules.
final class EventTypes {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String BUS = "EventBusName";
    private static final String STATEMENT = "StatementId";

    private EventTypes() {}

    static Made bus(String id, Properties properties, Cloud cloud) {
        ObjectNode bus = properties.copy("Name", "Description");
        String name = properties.text("Name");
        properties.refuseOthers();

        String arn =
                cloud.call("events:CreateEventBus", bus).path("EventBusArn").asText();
        cloud.undoneBy("events:DeleteEventBus", Cloud.document().put("Name", name));
        return new Made(name, Map.of("Arn", arn));
    }

    /// A bus has one policy of many statements: this adds one.
    static Made busPolicy(String id, Properties properties, Cloud cloud) {
        String bus = properties.text(BUS);
        String statementId = properties.text(STATEMENT);
        ObjectNode statement = object(properties.document("Statement")).put("Sid", statementId);
        properties.refuseOthers();

        ObjectNode policy =
                object(cloud.call("events:DescribeEventBus", Cloud.document().put("Name", bus))
                        .path("Policy")
                        .asText("{\"Version\": \"2012-10-17\"}"));
        ArrayNode statements = policy.withArrayProperty("Statement");
        statements.add(statement);
        cloud.call("events:PutPermission", Cloud.document().put(BUS, bus).put("Policy", policy.toString()));
        cloud.undoneBy("events:RemovePermission", Cloud.document().put(BUS, bus).put(STATEMENT, statementId));
        return new Made(id, Map.of());
    }

    static Made rule(String id, Properties properties, Cloud cloud) {
        ObjectNode rule = properties.copy("Name", "Description", "State", "ScheduleExpression", BUS);
        ObjectNode bus = properties.copy(BUS);
        JsonNode pattern = properties.optional("EventPattern");
        if (!pattern.isMissingNode()) {
            rule.put("EventPattern", pattern.toString());
        }
        String name = properties.text("Name");
        JsonNode targets = properties.optional("Targets");
        properties.refuseOthers();

        String arn = cloud.call("events:PutRule", rule).path("RuleArn").asText();
        cloud.undoneBy("events:DeleteRule", bus.deepCopy().put("Name", name));
        ObjectNode put = bus.deepCopy().put("Rule", name);
        put.set("Targets", targets);
        JsonNode answer = cloud.call("events:PutTargets", put);
        ObjectNode remove = bus.deepCopy().put("Rule", name);
        ArrayNode ids = remove.putArray("Ids");
        targets.forEach(target -> ids.add(target.path("Id")));
        cloud.undoneBy("events:RemoveTargets", remove);
        if (answer.path("FailedEntryCount").asInt() > 0) {
            throw new TemplateException("%s: targets were refused: %s".formatted(id, answer.path("FailedEntries")));
        }
        return new Made(bus.has(BUS) ? bus.path(BUS).asText() + "|" + name : name, Map.of("Arn", arn));
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON object", e);
        }
    }
}
