package dev.levee.sandbox.aws.rds;

import static dev.levee.sandbox.aws.Filters.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Filters;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The operations on one kind of database.
final class Databases {

    private static final Filters FILTERS = new Filters(Map.of(
            "db-instance-id", at("/DBInstanceIdentifier"),
            "dbi-resource-id", at("/DbiResourceId"),
            "db-cluster-id", at("/DBClusterIdentifier"),
            "db-cluster-resource-id", at("/DbClusterResourceId"),
            "engine", at("/Engine")));

    private final Kind kind;
    private final Store store;
    private final Engines engines;
    private final Paging pages;
    private final Duration takes;

    Databases(Kind kind, Store store, Engines engines, Paging pages, Duration takes) {
        this.kind = kind;
        this.store = store;
        this.engines = engines;
        this.pages = pages;
        this.takes = takes;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "Create" + kind.api(), this::create,
                "Describe" + kind.api() + "s", this::describe,
                "Modify" + kind.api(), this::modify,
                "Delete" + kind.api(), this::delete);
    }

    /// The row of the database the request names.
    ///
    /// @throws AwsFault when there is none
    Database find(Request request) {
        forgetGone(request);
        String id = kind.id(request);
        return table(request)
                .get(id)
                .map(row -> new Database(kind, new Turning(row)))
                .orElseThrow(() -> kind.notFound(id));
    }

    private JsonNode create(Request request) {
        String id = kind.id(request);
        if (!id.matches("[a-z](?:-?[a-z0-9]){0,62}")) {
            throw new AwsFault(
                    "InvalidParameterValue",
                    400,
                    "The parameter %s is not a valid identifier: it must begin with a letter and have at most 63 letters, digits and single hyphens."
                            .formatted(kind.idMember()));
        }
        if (kind == Kind.INSTANCE) {
            request.required("DBInstanceClass");
            requireCluster(request);
        }
        Engine engine = engines.asked(request);
        forgetGone(request);
        Database database = Database.create(
                kind,
                request,
                Defaults.describe(kind, request, engine, id),
                Defaults.endpoints(kind, request, engine, id),
                takes);
        if (!table(request).create(id, database.row())) {
            throw kind.alreadyExists();
        }
        return JsonNodeFactory.instance.objectNode().set(kind.api(), database.at(request.time()));
    }

    /// A new member of a cluster needs one.
    private void requireCluster(Request request) {
        if (request.document().hasNonNull(Kind.CLUSTER.idMember())) {
            String cluster = Kind.CLUSTER.id(request);
            Table clusters = store.regional(request.account(), request.region(), Kind.CLUSTER.table());
            if (clusters.get(cluster).isEmpty()) {
                throw Kind.CLUSTER.notFound(cluster);
            }
        }
    }

    private JsonNode describe(Request request) {
        List<ObjectNode> all;
        if (request.document().hasNonNull(kind.idMember())) {
            all = List.of(find(request).at(request.time()));
        } else {
            forgetGone(request);
            all = table(request).all().stream()
                    .map(row -> new Turning(row).at(request.time()))
                    .toList();
        }
        List<ObjectNode> found =
                all.stream().filter(FILTERS.asked(request.document())).toList();
        return pages.answer(request, kind.api() + "s", found);
    }

    private JsonNode modify(Request request) {
        return change(request, database -> database.modify(request, engines.of(database.at(request.time())), takes));
    }

    private JsonNode delete(Request request) {
        JsonNode asked = request.document();
        if (!asked.path("SkipFinalSnapshot").asBoolean() && !asked.hasNonNull("FinalDBSnapshotIdentifier")) {
            throw new AwsFault(
                    "InvalidParameterCombination",
                    400,
                    "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
        }
        return change(request, database -> database.delete(request, takes));
    }

    private JsonNode change(Request request, Function<Database, ObjectNode> change) {
        forgetGone(request);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        String id = kind.id(request);
        if (table(request)
                .update(
                        id,
                        row -> answer.set(
                                kind.api(),
                                change.apply(new Database(kind, new Turning(row)))
                                        .deepCopy()))
                .isEmpty()) {
            throw kind.notFound(id);
        }
        return answer;
    }

    private void forgetGone(Request request) {
        for (ObjectNode row : table(request).all()) {
            Database database = new Database(kind, new Turning(row));
            if (database.isGone(request.time())) {
                table(request)
                        .remove(database.at(request.time())
                                .path(kind.idMember())
                                .asText());
            }
        }
    }

    private Table table(Request request) {
        return store.regional(request.account(), request.region(), kind.table());
    }
}
