package dev.levee.rulebook.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Compiles expressions, each text once. Thread-safe.
///
/// CEL's checker sets up its whole environment for every text it is given, which takes longer than most texts do; so
/// many are given to it as one list, and taken apart afterwards.
final class Language {

    /// @param names the variables it looks at
    record Compiled(CelAbstractSyntaxTree ast, Set<String> names, CelRuntime.Program program) {}

    /// Stops an expression that a policy's author made too expensive by mistake; no resource has so many parts.
    private static final int MAX_ITERATIONS = 200_000;

    /// CEL takes 100,000 characters at once, see [CelOptions#maxExpressionCodePointSize()].
    private static final int CHARACTERS = 20_000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .build();

    private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(CelExtensions.optional(), CelExtensions.strings(), CelExtensions.lists())
            .addFunctionBindings(DomainFunctions.bindings())
            .build();

    private final Map<String, Compiled> known = new ConcurrentHashMap<>();

    @Nullable
    Compiled known(String text) {
        return known.get(text);
    }

    /// @throws ExpressionException saying where in it what is wrong
    Compiled compile(String text, Set<String> variables) throws ExpressionException {
        try {
            Compiled compiled = compiled(compiler(variables).compile(text).getAst(), variables);
            known.put(text, compiled);
            return compiled;
        } catch (CelValidationException e) {
            CelIssue first = e.getErrors().getFirst();
            int line = Math.max(first.getSourceLocation().getLine() - 1, 0);
            throw new ExpressionException(line, explain(first.getMessage(), variables));
        } catch (CelEvaluationException e) {
            throw new ExpressionException(0, Expressions.plain(e));
        }
    }

    /// Makes known as many of the texts as can be compiled.
    void compileTogether(Collection<String> texts, Set<String> variables) {
        CelCompiler compiler = compiler(variables);
        portions(texts).parallelStream().forEach(portion -> compileTogether(portion, compiler, variables));
    }

    private void compileTogether(List<String> texts, CelCompiler compiler, Set<String> variables) {
        try {
            String list = texts.stream().collect(Collectors.joining("\n), (", "[(", "\n)]"));
            CelAbstractSyntaxTree all = compiler.compile(list).getAst();
            List<CelExpr> parts = all.getExpr().list().elements();
            for (int at = 0; at < texts.size(); at++) {
                CelAbstractSyntaxTree one = CelAbstractSyntaxTree.newCheckedAst(
                        parts.get(at), all.getSource(), all.getReferenceMap(), all.getTypeMap());
                known.put(texts.get(at), compiled(one, variables));
            }
        } catch (CelValidationException | CelEvaluationException e) {
            // One of them is wrong. Which, and why, is said when it is compiled alone.
            if (texts.size() > 1) {
                compileTogether(texts.subList(0, texts.size() / 2), compiler, variables);
                compileTogether(texts.subList(texts.size() / 2, texts.size()), compiler, variables);
            }
        }
    }

    private static List<List<String>> portions(Collection<String> texts) {
        List<List<String>> portions = new ArrayList<>();
        int room = 0;
        for (String text : texts) {
            if (text.length() > room) {
                portions.add(new ArrayList<>());
                room = CHARACTERS;
            }
            portions.getLast().add(text);
            room -= text.length();
        }
        return portions;
    }

    private static Compiled compiled(CelAbstractSyntaxTree ast, Set<String> variables) throws CelEvaluationException {
        Set<String> names = new TreeSet<>(FreeNames.of(ast.getExpr()));
        names.retainAll(variables); // the others are CEL's own, e.g. of types
        return new Compiled(ast, names, RUNTIME.createProgram(ast));
    }

    private static CelCompiler compiler(Set<String> variables) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.optional(), CelExtensions.strings(), CelExtensions.lists())
                .addFunctionDeclarations(DomainFunctions.declarations());
        variables.forEach(variable -> builder.addVar(variable, SimpleType.DYN));
        return builder.build();
    }

    private static String explain(String celMessage, Set<String> variables) {
        String message = celMessage.replace(" (in container '')", "");
        return message.startsWith("undeclared reference")
                ? message + "; known here: " + String.join(", ", variables)
                : message;
    }
}
