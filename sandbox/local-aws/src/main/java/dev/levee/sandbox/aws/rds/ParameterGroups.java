package dev.levee.sandbox.aws.rds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/// Parameter groups of instances. A group holds only what somebody set; the rest is its family's.
final class ParameterGroups {

    private static final String NAME = "DBParameterGroupName";
    private static final String SET = "Set";

    private final Store store;
    private final Paging pages;
    private final Parameters parameters = new Parameters();

    ParameterGroups(Store store, Paging pages) {
        this.store = store;
        this.pages = pages;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreateDBParameterGroup", this::create,
                "DescribeDBParameterGroups", this::describe,
                "DescribeDBParameters", this::describeParameters,
                "ModifyDBParameterGroup", this::modify,
                "ResetDBParameterGroup", this::reset);
    }

    private JsonNode create(Request request) {
        String name = name(request);
        if (!name.matches("[a-z](?:-?[a-z0-9]){0,254}")) {
            throw invalid("The parameter DBParameterGroupName is not a valid identifier.");
        }
        ObjectNode group =
                group(request, name, request.required("DBParameterGroupFamily"), request.required("Description"));
        if (!table(request).create(name, group)) {
            throw new AwsFault(
                    "DBParameterGroupAlreadyExists", 400, "Parameter group %s already exists".formatted(name));
        }
        return JsonNodeFactory.instance.objectNode().set("DBParameterGroup", group);
    }

    private JsonNode describe(Request request) {
        if (request.document().hasNonNull(NAME)) {
            return pages.answer(request, "DBParameterGroups", List.of(find(request)));
        }
        return pages.answer(request, "DBParameterGroups", table(request).all());
    }

    private JsonNode describeParameters(Request request) {
        ObjectNode group = find(request);
        String source = request.document().path("Source").asText("");
        List<ObjectNode> found = parameters.of(family(group), group.path(SET)).stream()
                .filter(parameter ->
                        source.isEmpty() || parameter.path("Source").asText().equals(source))
                .toList();
        return pages.answer(request, "Parameters", found);
    }

    private JsonNode modify(Request request) {
        return change(request, request.document().path("Parameters"), (group, asked) -> {
            parameters.requireSettable(family(group), asked);
            group.withObject("/" + SET)
                    .set(asked.path("ParameterName").asText(), ((ObjectNode) asked.deepCopy()).retain(Parameters.SET));
        });
    }

    private JsonNode reset(Request request) {
        JsonNode asked = request.document();
        if (!asked.path("ResetAllParameters").asBoolean(!asked.has("Parameters"))) {
            return change(
                    request,
                    asked.path("Parameters"),
                    (group, parameter) -> group.withObject("/" + SET)
                            .remove(parameter.path("ParameterName").asText()));
        }
        return change(request, JsonNodeFactory.instance.arrayNode().addObject(), (group, _) -> group.remove(SET));
    }

    private JsonNode change(Request request, JsonNode asked, BiConsumer<ObjectNode, JsonNode> change) {
        String name = find(request).path(NAME).asText();
        if (name.startsWith("default.")) {
            throw invalid("Cannot modify a default parameter group.");
        }
        table(request).update(name, group -> asked.forEach(parameter -> change.accept(group, parameter)));
        if (asked.findValuesAsText("ApplyMethod").contains("pending-reboot")) {
            awaitReboot(request, name);
        }
        return JsonNodeFactory.instance.objectNode().put(NAME, name);
    }

    private void awaitReboot(Request request, String group) {
        Table instances = store.regional(request.account(), request.region(), Kind.INSTANCE.table());
        for (ObjectNode row : instances.all()) {
            String id = row.at("/Now/DBInstanceIdentifier").asText();
            instances.update(id, instance -> {
                if (instance.at("/Now/DBParameterGroups/0/" + NAME).asText().equals(group)) {
                    instance.withObject("/Now/DBParameterGroups/0").put("ParameterApplyStatus", "pending-reboot");
                }
            });
        }
    }

    /// @throws AwsFault when there is none
    private ObjectNode find(Request request) {
        String name = name(request);
        if (name.startsWith("default.")) {
            String family = name.substring("default.".length());
            return group(request, name, family, "Default parameter group for " + family);
        }
        return table(request)
                .get(name)
                .orElseThrow(() -> new AwsFault(
                        "DBParameterGroupNotFound", 404, "DBParameterGroup not found: %s".formatted(name)));
    }

    private static ObjectNode group(Request request, String name, String family, String description) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(NAME, name)
                .put("DBParameterGroupFamily", family)
                .put("Description", description)
                .put(
                        "DBParameterGroupArn",
                        "arn:aws:rds:%s:%s:pg:%s".formatted(request.region(), request.account(), name));
    }

    private Table table(Request request) {
        return store.regional(request.account(), request.region(), "rds:pg");
    }

    private static String name(Request request) {
        return request.required(NAME).toLowerCase(Locale.ROOT);
    }

    private static String family(ObjectNode group) {
        return group.path("DBParameterGroupFamily").asText();
    }

    private static AwsFault invalid(String message) {
        return new AwsFault("InvalidParameterValue", 400, message);
    }
}
