package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes IAM policy documents: one statement for each resource, so that no action is allowed on another's.
final class SessionPolicy {

    private SessionPolicy() {}

    static JsonNode allowing(Collection<PermissionTemplate> permissions, Resource resource) {
        Map<String, TreeSet<String>> actions = new TreeMap<>();
        for (PermissionTemplate permission : permissions) {
            String arn = permission.resource().text(Scopes.of(resource));
            actions.computeIfAbsent(arn, _ -> new TreeSet<>())
                    .add(permission.permission().action());
        }
        ObjectNode policy = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
        ArrayNode statements = policy.putArray("Statement");
        actions.forEach((arn, allowed) -> {
            ObjectNode statement = statements.addObject().put("Effect", "Allow");
            allowed.forEach(statement.putArray("Action")::add);
            statement.putArray("Resource").add(arn);
        });
        return policy;
    }
}
