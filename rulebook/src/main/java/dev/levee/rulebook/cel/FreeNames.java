package dev.levee.rulebook.cel;

import dev.cel.common.ast.CelExpr;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The names an expression looks at that it does not bind itself.
final class FreeNames {

    private FreeNames() {}

    static Set<String> of(CelExpr expr) {
        Set<String> names = new HashSet<>();
        collect(expr, Set.of(), names);
        return names;
    }

    private static void collect(CelExpr expr, Set<String> bound, Set<String> names) {
        switch (expr.getKind()) {
            case IDENT -> {
                if (!bound.contains(expr.ident().name())) {
                    names.add(expr.ident().name());
                }
            }
            case COMPREHENSION -> collect(expr.comprehension(), bound, names);
            default -> parts(expr).forEach(part -> collect(part, bound, names));
        }
    }

    private static void collect(CelExpr.CelComprehension loop, Set<String> bound, Set<String> names) {
        Set<String> inside = new HashSet<>(bound);
        inside.addAll(List.of(loop.iterVar(), loop.iterVar2(), loop.accuVar()));
        collect(loop.iterRange(), bound, names);
        collect(loop.accuInit(), bound, names);
        Stream.of(loop.loopCondition(), loop.loopStep(), loop.result()).forEach(part -> collect(part, inside, names));
    }

    private static Stream<CelExpr> parts(CelExpr expr) {
        return switch (expr.getKind()) {
            case SELECT -> Stream.of(expr.select().operand());
            case CALL -> Stream.concat(expr.call().target().stream(), expr.call().args().stream());
            case LIST -> expr.list().elements().stream();
            case MAP -> expr.map().entries().stream().flatMap(entry -> Stream.of(entry.key(), entry.value()));
            default -> Stream.empty();
        };
    }
}
