package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.rulebook.cel.Expression;
import dev.levee.rulebook.cel.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which events touch resources of a control, and where in the event those are.
///
/// @param resource gives a native id, a list of them, or an empty optional
/// @param region gives the resource's region where it is not the event's
record Trigger(Set<String> actions, Expression resource, Optional<Expression> filter, Optional<Expression> region) {

    record Touched(String id, String region) {}

    List<Touched> touched(JsonNode record, Place place) {
        Scope scope = Scope.empty().with("record", record).with("place", Scopes.json(place));
        if (filter.isPresent() && !filter.get().holds(scope)) {
            return List.of();
        }
        List<String> ids = resource.texts(scope);
        if (ids.isEmpty()) {
            return List.of();
        }
        String where = region.flatMap(
                        expression -> expression.texts(scope).stream().findFirst())
                .orElse(place.region());
        return ids.stream().distinct().map(id -> new Touched(id, where)).toList();
    }
}
