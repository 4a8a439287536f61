package dev.levee.sandbox.aws.modelled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One operation as its entry in `operations/` describes it.
///
/// @param spec the entry, over what its kind says
record ModelledOperation(Verb verb, Kind kind, JsonNode spec, Twist twist) implements Operation {

    enum Verb {
        CREATE,
        PUT,
        GET,
        LIST,
        UPDATE,
        DELETE
    }

    @Override
    public JsonNode handle(Request request) {
        ObjectNode scope = Scope.of(request);
        return switch (verb) {
            case CREATE -> create(request, scope);
            case PUT -> answer(Scope.with(scope, "row", fresh(request, scope)));
            case GET -> answer(Scope.with(scope, "row", row(request, scope)));
            case LIST -> list(request, scope);
            case UPDATE -> update(request, scope);
            case DELETE -> delete(request, scope);
        };
    }

    private JsonNode create(Request request, ObjectNode scope) {
        ObjectNode row = start(request, scope);
        Optional<ObjectNode> taken = kind.names().stream()
                .flatMap(name -> kind.find(request, row.path(name).asText()).stream())
                .findFirst();
        if (taken.isPresent()) {
            if (spec.has("exists")) {
                throw fault("exists", scope);
            }
            return answer(Scope.with(scope, "row", taken.get()));
        }
        return answer(Scope.with(scope, "row", fresh(request, scope)));
    }

    private ObjectNode fresh(Request request, ObjectNode scope) {
        Life life = Life.of(start(request, scope));
        refuse(life.at(request.time()), scope);
        change(life, request, scope);
        kind.put(request, life);
        return life.at(request.time());
    }

    private ObjectNode start(Request request, ObjectNode scope) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        Documents.patch(row, Template.fill(spec.path("new"), scope));
        Documents.patch(row, request.document());
        return row;
    }

    private JsonNode list(Request request, ObjectNode scope) {
        List<ObjectNode> rows = kind.rows(request);
        Optional<String> called = called(request);
        if (spec.has("some") && request.document().has(spec.path("some").asText())) {
            rows = some(request, scope);
        } else if (called.isPresent()) {
            rows = List.of(row(request, scope));
        }
        String prefix = request.document().path(spec.path("prefix").asText()).asText();
        rows = rows.stream().filter(row -> kind.id(row).startsWith(prefix)).toList();
        JsonNode each = spec.has("each") ? spec.get("each") : JsonNodeFactory.instance.textNode("${row}");
        ObjectNode page = Pages.of(spec)
                .answer(
                        request,
                        rows.stream()
                                .map(row -> Template.fill(each, Scope.with(scope, "row", row)))
                                .toList());
        page.setAll((ObjectNode) answer(Scope.with(scope, "more", page.path("more"))));
        return page;
    }

    private List<ObjectNode> some(Request request, ObjectNode scope) {
        List<ObjectNode> rows = new ArrayList<>();
        for (JsonNode called : request.document().path(spec.path("some").asText())) {
            Optional<ObjectNode> row = kind.find(request, called.asText());
            if (row.isEmpty() && spec.has("missing")) {
                throw fault("missing", scope);
            }
            row.ifPresent(rows::add);
        }
        return rows;
    }

    private JsonNode update(Request request, ObjectNode scope) {
        ObjectNode before = row(request, scope);
        ObjectNode after = JsonNodeFactory.instance.objectNode();
        kind.update(request, before, life -> {
            requireReady(life.at(request.time()), scope);
            change(life, request, scope);
            after.setAll(life.at(request.time()).deepCopy());
        });
        return answer(Scope.with(Scope.with(scope, "before", before), "row", after));
    }

    private JsonNode delete(Request request, ObjectNode scope) {
        ObjectNode row = row(request, scope);
        requireReady(row, scope);
        if (spec.has("set")) {
            kind.update(request, row, life -> {
                Documents.patch(life.at(request.time()), Template.fill(spec.get("set"), scope));
                life.end(done(request));
                row.setAll(life.at(request.time()).deepCopy());
            });
        } else {
            kind.remove(request, row);
        }
        return answer(Scope.with(scope, "row", row));
    }

    private void change(Life life, Request request, ObjectNode scope) {
        ObjectNode row = life.at(request.time());
        twist.change(request, row);
        ObjectNode seen = Scope.with(scope, "row", row);
        List<JsonNode> changes =
                spec.has("changes") ? spec.get("changes").valueStream().toList() : List.of(spec);
        if (verb == Verb.UPDATE && !spec.has("changes") && !spec.has("set")) {
            Documents.patch(row, request.document());
        }
        for (JsonNode change : changes) {
            if (Documents.matches(change.path("when"), seen) || !change.has("when")) {
                Documents.patch(row, Template.fill(change.path("set"), seen));
                if (change.has("later")) {
                    life.later(Template.fill(change.get("later"), seen), done(request));
                }
            }
        }
    }

    private void requireReady(ObjectNode row, ObjectNode scope) {
        if (spec.has("ready") && !Documents.matches(spec.get("ready"), row)) {
            throw fault("busy", Scope.with(scope, "row", row));
        }
        refuse(row, scope);
    }

    private void refuse(ObjectNode row, ObjectNode scope) {
        ObjectNode seen = Scope.with(scope, "row", row);
        for (JsonNode refusal : spec.path("refuse")) {
            if (Documents.matches(refusal.path("when"), seen)) {
                throw Refusals.fault(refusal.path("with"), seen);
            }
        }
    }

    private ObjectNode row(Request request, ObjectNode scope) {
        if (kind.names().isEmpty()) {
            return kind.only(request);
        }
        return called(request).flatMap(called -> kind.find(request, called)).orElseThrow(() -> fault("missing", scope));
    }

    /// What the request calls its row.
    private Optional<String> called(Request request) {
        List<String> members = spec.has("by") ? List.of(spec.path("by").asText()) : kind.names();
        return members.stream()
                .filter(request.document()::hasNonNull)
                .map(member -> request.document().path(member).asText())
                .findFirst();
    }

    private JsonNode answer(ObjectNode scope) {
        return spec.has("answer") ? Template.fill(spec.get("answer"), scope) : JsonNodeFactory.instance.objectNode();
    }

    private AwsFault fault(String which, ObjectNode scope) {
        return Refusals.fault(spec.path(which), scope);
    }

    private Instant done(Request request) {
        return request.time().plus(Duration.ofSeconds(spec.path("takes").asInt()));
    }
}
