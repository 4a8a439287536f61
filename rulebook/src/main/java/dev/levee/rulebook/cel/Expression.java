package dev.levee.rulebook.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import dev.levee.rulebook.JudgementException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A compiled expression. Immutable and thread-safe. Whatever cannot be evaluated, a missing member above all, is a
/// [JudgementException].
public final class Expression {

    private final String text;
    private final CelType type;
    private final Program program;

    Expression(String text, CelType type, Program program) {
        this.text = text;
        this.type = type;
        this.program = program;
    }

    CelType type() {
        return type;
    }

    public boolean holds(Scope scope) {
        if (value(scope) instanceof Boolean answer) {
            return answer;
        }
        throw new JudgementException("`" + text + "` gave neither true nor false");
    }

    /// Empty if it gave an optional without a value.
    public Optional<JsonNode> json(Scope scope) {
        try {
            return CelValues.toJson(value(scope));
        } catch (IllegalArgumentException e) {
            throw new JudgementException("`" + text + "`: " + e.getMessage(), e);
        }
    }

    /// The text it gave, or the texts of the list it gave; none for an optional without a value.
    public List<String> texts(Scope scope) {
        return switch (value(scope)) {
            case Optional<?> none when none.isEmpty() -> List.of();
            case Optional<?> optional -> texts(optional.get());
            case Object value -> texts(value);
        };
    }

    Object value(Scope scope) {
        try {
            return program.eval(scope);
        } catch (CelEvaluationException e) {
            throw new JudgementException("`" + text + "`: " + Expressions.plain(e), e);
        }
    }

    /// One scope for each item of the list it gave, seen as `variable`.
    public Stream<Scope> each(String variable, Scope scope) {
        if (value(scope) instanceof Collection<?> list) {
            return list.stream().map(item -> scope.inner().withValue(variable, item));
        }
        throw new JudgementException("`" + text + "` gave no list");
    }

    private List<String> texts(Object value) {
        return switch (value) {
            case String single -> List.of(single);
            case Collection<?> list
            when list.stream().allMatch(String.class::isInstance) ->
                list.stream().map(String.class::cast).toList();
            default -> throw new JudgementException("`" + text + "` gave neither text nor a list of texts");
        };
    }
}
