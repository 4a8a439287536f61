package dev.levee.sandbox.aws.modelled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The rows of one sort, as they are at the time of a request.
///
/// @param names the members of a row it may be called by, its id first; none for what exists once in each place
/// @param perAccount whether there is one set of rows for all regions
/// @param first rows there from the start
record Kind(Store store, String name, List<String> names, boolean perAccount, List<JsonNode> first) {

    private static final String ONLY = "only";

    /// Those that are not gone, in the order they were made.
    List<ObjectNode> rows(Request request) {
        return table(request).all().stream()
                .map(document -> new Life(document).at(request.time()))
                .toList();
    }

    /// The row that goes by this name.
    Optional<ObjectNode> find(Request request, String called) {
        return rows(request).stream().filter(row -> isCalled(row, called)).findFirst();
    }

    /// The one row of a kind without names.
    ObjectNode only(Request request) {
        return rows(request).getFirst();
    }

    void put(Request request, Life life) {
        table(request).put(id(life.at(request.time())), life.document());
    }

    /// Changes a row atomically. A change that throws changes nothing.
    void update(Request request, ObjectNode row, Consumer<Life> change) {
        table(request).update(id(row), document -> change.accept(new Life(document)));
    }

    void remove(Request request, ObjectNode row) {
        table(request).remove(id(row));
    }

    boolean isCalled(ObjectNode row, String called) {
        return names.stream().anyMatch(name -> row.path(name).asText().equals(called));
    }

    String id(ObjectNode row) {
        return names.isEmpty() ? ONLY : row.path(names.getFirst()).asText();
    }

    private Table table(Request request) {
        Table table = perAccount
                ? store.account(request.account(), name)
                : store.regional(request.account(), request.region(), name);
        for (JsonNode template : first) {
            ObjectNode row = JsonNodeFactory.instance.objectNode();
            Documents.patch(row, Template.fill(template, Scope.of(request)));
            table.create(id(row), Life.of(row).document());
        }
        for (ObjectNode document : table.all()) {
            Life life = new Life(document);
            if (life.isGone(request.time())) {
                table.remove(id(life.at(request.time())));
            }
        }
        return table;
    }
}
