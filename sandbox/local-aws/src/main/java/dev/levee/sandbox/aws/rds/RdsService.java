package dev.levee.sandbox.aws.rds;

import static dev.levee.sandbox.aws.Filters.at;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Filters;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// Database instances without databases. Creating, modifying and deleting one takes a while, by the local cloud's
/// clock.
public final class RdsService implements AwsService {

    private static final Paging PAGES =
            new Paging("MaxRecords", 20, 100, 100, "Marker", "Marker", "InvalidParameterValue");

    private static final Filters FILTERS = new Filters(Map.of(
            "db-instance-id", at("/DBInstanceIdentifier"),
            "dbi-resource-id", at("/DbiResourceId"),
            "engine", at("/Engine")));

    private final Store store;
    private final Duration takes;

    /// @param takes how long an instance needs to become what it was asked to be
    public RdsService(Store store, Duration takes) {
        this.store = store;
        this.takes = takes;
    }

    @Override
    public String name() {
        return "rds";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.ofEntries(
                entry("CreateDBInstance", this::create),
                entry("DescribeDBInstances", this::describe),
                entry("ModifyDBInstance", request -> change(request, instance -> instance.modify(request, takes))),
                entry("DeleteDBInstance", this::delete));
    }

    private JsonNode create(Request request) {
        String id = id(request);
        if (!id.matches("[a-z](?:-?[a-z0-9]){0,62}")) {
            throw new AwsFault(
                    "InvalidParameterValue",
                    400,
                    "The parameter DBInstanceIdentifier is not a valid identifier: it must begin with a letter and"
                            + " have at most 63 letters, digits and single hyphens.");
        }
        request.required("Engine");
        request.required("DBInstanceClass");
        forgetGone(request);
        DbInstance instance = DbInstance.create(request, id, takes);
        if (!instances(request).create(id, instance.row())) {
            throw new AwsFault("DBInstanceAlreadyExists", 400, "DB instance already exists");
        }
        return answer(instance.at(request.time()));
    }

    private JsonNode describe(Request request) {
        forgetGone(request);
        List<ObjectNode> all = instances(request).all().stream()
                .map(row -> new DbInstance(row).at(request.time()))
                .toList();
        if (request.document().hasNonNull("DBInstanceIdentifier")) {
            String id = id(request);
            all = all.stream()
                    .filter(instance ->
                            instance.path("DBInstanceIdentifier").asText().equals(id))
                    .toList();
            if (all.isEmpty()) {
                throw missing(id);
            }
        }
        List<ObjectNode> found =
                all.stream().filter(FILTERS.asked(request.document())).toList();
        return PAGES.answer(request, "DBInstances", found);
    }

    private JsonNode delete(Request request) {
        if (!request.document().path("SkipFinalSnapshot").asBoolean()
                && !request.document().hasNonNull("FinalDBSnapshotIdentifier")) {
            throw new AwsFault(
                    "InvalidParameterCombination",
                    400,
                    "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
        }
        return change(request, instance -> instance.delete(request, takes));
    }

    private JsonNode change(Request request, Function<DbInstance, ObjectNode> change) {
        forgetGone(request);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        String id = id(request);
        if (instances(request)
                .update(
                        id,
                        row -> answer.set(
                                "DBInstance", change.apply(new DbInstance(row)).deepCopy()))
                .isEmpty()) {
            throw missing(id);
        }
        return answer;
    }

    private void forgetGone(Request request) {
        for (ObjectNode row : instances(request).all()) {
            DbInstance instance = new DbInstance(row);
            if (instance.isGone(request.time())) {
                instances(request)
                        .remove(instance.at(request.time())
                                .path("DBInstanceIdentifier")
                                .asText());
            }
        }
    }

    private Table instances(Request request) {
        return store.regional(request.account(), request.region(), "rds:db");
    }

    /// By identifier, in any case, or by ARN.
    private static String id(Request request) {
        String given = request.required("DBInstanceIdentifier").toLowerCase(Locale.ROOT);
        return given.startsWith("arn:") ? given.substring(given.lastIndexOf(':') + 1) : given;
    }

    private static AwsFault missing(String id) {
        return new AwsFault("DBInstanceNotFound", 404, "DBInstance %s not found.".formatted(id));
    }

    private static JsonNode answer(ObjectNode instance) {
        return JsonNodeFactory.instance.objectNode().set("DBInstance", instance);
    }
}
