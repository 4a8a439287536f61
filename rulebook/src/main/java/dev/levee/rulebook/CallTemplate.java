package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.rulebook.cel.Expression;
import dev.levee.rulebook.cel.Scope;
import dev.levee.rulebook.cel.Template;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A call with expressions in it.
///
/// @param forEach a list; the call is made once for each of its items, seen as `item`
record CallTemplate(
        String operation,
        Template document,
        Optional<Expression> forEach,
        Optional<Expression> when,
        List<PermissionTemplate> permissions) {

    Stream<Call> calls(Scope scope, Place place) {
        Stream<Scope> scopes = forEach.isPresent() ? forEach.get().each("item", scope) : Stream.of(scope);
        return scopes.filter(one -> when.isEmpty() || when.get().holds(one)).map(one -> call(one, place));
    }

    Call call(Scope scope, Place place) {
        JsonNode filled = document.fill(scope).orElseThrow();
        return new Call(operation, place.region(), filled);
    }
}
