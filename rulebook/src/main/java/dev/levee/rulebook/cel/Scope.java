package dev.levee.rulebook.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.runtime.CelVariableResolver;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The variables of one evaluation. For one thread at a time.
public final class Scope implements CelVariableResolver {

    private final @Nullable Scope parent;
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, Expression> named;

    private Scope(@Nullable Scope parent, Map<String, Expression> named) {
        this.parent = parent;
        this.named = named;
    }

    public static Scope empty() {
        return new Scope(null, Map.of());
    }

    /// @param named expressions that are evaluated in this scope, once, when first asked for
    public static Scope naming(Map<String, Expression> named) {
        return new Scope(null, named);
    }

    /// A scope that sees this one's variables behind its own. What this scope names is still evaluated in this one.
    public Scope inner() {
        return new Scope(this, Map.of());
    }

    public Scope with(String name, JsonNode value) {
        return withValue(name, CelValues.of(value));
    }

    Scope withValue(String name, Object value) {
        values.put(name, value);
        return this;
    }

    @Override
    public Optional<Object> find(String name) {
        Object known = values.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Expression expression = named.get(name);
        if (expression != null) {
            Object value = expression.value(this);
            values.put(name, value);
            return Optional.of(value);
        }
        return parent == null ? Optional.empty() : parent.find(name);
    }
}
