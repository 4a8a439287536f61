package dev.levee.rulebook.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
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

/// Compiles expressions over a set of variables. Immutable and thread-safe.
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

    private final Map<String, CelType> variables;
    private final Map<String, Set<String>> members;
    private final CelCompiler compiler;

    private Expressions(Map<String, CelType> variables, Map<String, Set<String>> members) {
        this.variables = variables;
        this.members = members;
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.optional(), CelExtensions.strings(), CelExtensions.lists())
                .addFunctionDeclarations(DomainFunctions.declarations());
        variables.forEach(builder::addVar);
        this.compiler = builder.build();
    }

    public static Expressions over(String... variables) {
        Map<String, CelType> types = new LinkedHashMap<>();
        for (String variable : variables) {
            types.put(variable, SimpleType.DYN);
        }
        return new Expressions(types, Map.of());
    }

    /// The same, and `variable`; it has exactly these members.
    public Expressions with(String variable, Set<String> itsMembers) {
        Map<String, Set<String>> more = new LinkedHashMap<>(members);
        more.put(variable, itsMembers);
        return new Expressions(plus(variable, SimpleType.DYN), more);
    }

    public Expressions with(String variable) {
        return new Expressions(plus(variable, SimpleType.DYN), members);
    }

    /// The same, and a variable that stands for the expression's value.
    public Expressions with(String variable, Expression expression) {
        return new Expressions(plus(variable, expression.type()), members);
    }

    public Expression compile(String text) throws ExpressionException {
        try {
            CelAbstractSyntaxTree ast = compiler.compile(text).getAst();
            new MemberCheck(members).check(ast);
            return new Expression(text, ast.getResultType(), RUNTIME.createProgram(ast));
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
