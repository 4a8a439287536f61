package dev.levee.rulebook.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Finds a misspelt `input.x` when a file is loaded, not when a resource is judged.
///
/// @param members variable → the members it has
record MemberCheck(Map<String, Set<String>> members) {

    private record Access(String variable, String member) {}

    void check(CelAbstractSyntaxTree ast) throws ExpressionException {
        Optional<Access> wrong = CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .flatMap(node -> access(node.expr()).stream())
                .filter(access -> members.containsKey(access.variable()))
                .filter(access -> !known(access))
                .findFirst();
        if (wrong.isPresent()) {
            Access access = wrong.get();
            throw new ExpressionException(
                    0,
                    "`" + access.variable() + "` has no member `" + access.member() + "`; it has: "
                            + String.join(", ", new TreeSet<>(membersOf(access))));
        }
    }

    private boolean known(Access access) {
        return membersOf(access).contains(access.member());
    }

    private Set<String> membersOf(Access access) {
        return members.getOrDefault(access.variable(), Set.of());
    }

    /// `variable.member` or `variable.?member`.
    private static Optional<Access> access(CelExpr expr) {
        return switch (expr.getKind()) {
            case SELECT ->
                name(expr.select().operand())
                        .map(variable -> new Access(variable, expr.select().field()));
            case CALL ->
                expr.call().function().equals("_?._")
                        ? name(expr.call().args().getFirst())
                                .map(variable -> new Access(
                                        variable,
                                        expr.call().args().getLast().constant().stringValue()))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<String> name(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.IDENT
                ? Optional.of(expr.ident().name())
                : Optional.empty();
    }
}
