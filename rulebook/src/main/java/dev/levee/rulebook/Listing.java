package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.rulebook.cel.Expression;
import dev.levee.rulebook.cel.Scope;
import java.util.List;
import java.util.Optional;

/// How to find the existing resources of a control, region by region (once per account where it is global).
public final class Listing {

    private final Optional<CallTemplate> call;
    private final Optional<Paging> paging;
    private final Expression ids;

    Listing(Optional<CallTemplate> call, Optional<Paging> paging, Expression ids) {
        this.call = call;
        this.paging = paging;
        this.ids = ids;
    }

    /// Empty where no call is needed to know the ids: then [#ids] takes JSON null.
    public Optional<Call> call(Place place) {
        return call.map(template -> template.call(scope(place), place));
    }

    public Optional<Paging> paging() {
        return paging;
    }

    /// The native ids in an answer.
    public List<String> ids(JsonNode answer, Place place) {
        return ids.texts(scope(place).with("answer", answer));
    }

    List<PermissionTemplate> permissions() {
        return call.map(CallTemplate::permissions).orElse(List.of());
    }

    private static Scope scope(Place place) {
        return Scope.empty().with("place", Scopes.json(place));
    }
}
