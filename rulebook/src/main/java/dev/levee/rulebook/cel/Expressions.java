package dev.levee.rulebook.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Compiles expressions over a set of variables. Thread-safe. Those made of one another share what they compiled.
///
/// The language is CEL with optional values (`a.?b.orValue(c)`), its string and list extensions,
/// and [DomainFunctions].
public final class Expressions {

    /// Stops an expression that a policy's author made too expensive by mistake; no resource has so many parts.
    private static final int MAX_ITERATIONS = 200_000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .build();

    private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(CelExtensions.optional(), CelExtensions.strings(), CelExtensions.lists())
            .addFunctionBindings(DomainFunctions.bindings())
            .build();

    /// What was compiled: the same text over variables of the same types is so once.
    private record Key(String text, Map<String, CelType> variables) {}

    private record Compiled(CelAbstractSyntaxTree ast, CelRuntime.Program program) {}

    private final Map<String, CelType> variables;
    private final Map<String, Set<String>> members;
    private final Map<Key, Compiled> compiled;

    private Expressions(Map<String, CelType> variables, Map<String, Set<String>> members, Map<Key, Compiled> compiled) {
        this.variables = variables;
        this.members = members;
        this.compiled = compiled;
    }

    public static Expressions over(String... variables) {
        Map<String, CelType> types = new LinkedHashMap<>();
        for (String variable : variables) {
            types.put(variable, SimpleType.DYN);
        }
        return new Expressions(types, Map.of(), new ConcurrentHashMap<>());
    }

    /// The same, and `variable`; it has exactly these members.
    public Expressions with(String variable, Set<String> itsMembers) {
        Map<String, Set<String>> more = new LinkedHashMap<>(members);
        more.put(variable, Set.copyOf(itsMembers));
        return new Expressions(plus(variable, SimpleType.DYN), more, compiled);
    }

    public Expressions with(String variable) {
        return new Expressions(plus(variable, SimpleType.DYN), members, compiled);
    }

    /// The same, and a variable that stands for the expression's value.
    public Expressions with(String variable, Expression expression) {
        return new Expressions(plus(variable, expression.type()), members, compiled);
    }

    public Expression compile(String text) throws ExpressionException {
        Compiled done = compiled(text);
        new MemberCheck(members).check(done.ast());
        return new Expression(text, done.ast().getResultType(), done.program());
    }

    private Compiled compiled(String text) throws ExpressionException {
        Map<String, CelType> used = new LinkedHashMap<>(variables);
        used.keySet().removeIf(variable -> !text.contains(variable));
        Key key = new Key(text, used);
        Compiled known = compiled.get(key);
        if (known == null) {
            known = compile(key);
            compiled.put(key, known);
        }
        return known;
    }

    private Compiled compile(Key key) throws ExpressionException {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.optional(), CelExtensions.strings(), CelExtensions.lists())
                .addFunctionDeclarations(DomainFunctions.declarations());
        key.variables().forEach(builder::addVar);
        try {
            CelAbstractSyntaxTree ast = builder.build().compile(key.text()).getAst();
            return new Compiled(ast, RUNTIME.createProgram(ast));
        } catch (CelValidationException e) {
            CelIssue first = e.getErrors().getFirst();
            int line = Math.max(first.getSourceLocation().getLine() - 1, 0);
            throw new ExpressionException(line, explain(first.getMessage()));
        } catch (CelEvaluationException e) {
            throw new ExpressionException(0, plain(e));
        }
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

    private String explain(String celMessage) {
        String message = celMessage.replace(" (in container '')", "");
        return message.startsWith("undeclared reference")
                ? message + "; known here: " + String.join(", ", variables.keySet())
                : message;
    }

    private Map<String, CelType> plus(String variable, CelType type) {
        Map<String, CelType> more = new LinkedHashMap<>(variables);
        more.put(variable, type);
        return more;
    }
}
