package dev.levee.rulebook.cel;

import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Compiles expressions over a set of variables. Thread-safe. Those made of one another share what they compiled.
///
/// The language is CEL with optional values (`a.?b.orValue(c)`), its string and list extensions,
/// and [DomainFunctions].
public final class Expressions {

    /// What was asked for while nothing was compiled yet.
    private record Draft(Set<String> texts, Set<String> variables) {

        Draft() {
            this(ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
        }
    }

    private final Set<String> variables;
    private final Map<String, Set<String>> members;
    private final Language language;
    private final @Nullable Draft draft;

    private Expressions(
            Set<String> variables, Map<String, Set<String>> members, Language language, @Nullable Draft draft) {
        this.variables = Collections.unmodifiableSet(variables);
        this.members = members;
        this.language = language;
        this.draft = draft;
    }

    public static Expressions over(String... variables) {
        return new Expressions(new LinkedHashSet<>(List.of(variables)), Map.of(), new Language(), null);
    }

    /// The same, and `variable`; it has exactly these members.
    public Expressions with(String variable, Set<String> itsMembers) {
        Map<String, Set<String>> more = new LinkedHashMap<>(members);
        more.put(variable, Set.copyOf(itsMembers));
        return new Expressions(plus(variable), more, language, draft);
    }

    public Expressions with(String variable) {
        return new Expressions(plus(variable), members, language, draft);
    }

    /// Compiles at once, which is many times faster than one by one, all that a reading asks for. The reading is then
    /// to be repeated with these expressions; while it is drafted, every expression it gets is true.
    public void compileAhead(Consumer<Expressions> reading) {
        Draft asked = new Draft();
        reading.accept(new Expressions(variables, members, language, asked));
        language.compileTogether(asked.texts(), asked.variables());
    }

    public Expression compile(String text) throws ExpressionException {
        if (draft != null) {
            draft.texts().add(text);
            draft.variables().addAll(variables);
        }
        Language.Compiled compiled = compiled(draft == null ? text : "true");
        new MemberCheck(members).check(compiled.ast());
        return new Expression(text, compiled.ast().getResultType(), compiled.program());
    }

    private Language.Compiled compiled(String text) throws ExpressionException {
        Language.Compiled known = language.known(text);
        return known != null && variables.containsAll(known.names()) ? known : language.compile(text, variables);
    }

    /// @throws ExpressionException also if it can give anything but true or false
    public Expression compileCondition(String text) throws ExpressionException {
        Expression condition = compile(text);
        if (!List.of(SimpleType.BOOL, SimpleType.DYN).contains(condition.type())) {
            throw new ExpressionException(
                    0, "must give true or false, gives " + condition.type().name());
        }
        return condition;
    }

    static String plain(CelEvaluationException e) {
        return String.valueOf(e.getMessage()).replaceFirst("^evaluation error( at <input>:\\d+)?: ", "");
    }

    private Set<String> plus(String variable) {
        Set<String> more = new LinkedHashSet<>(variables);
        more.add(variable);
        return more;
    }
}
