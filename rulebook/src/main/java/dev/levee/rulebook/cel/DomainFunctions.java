package dev.levee.rulebook.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.util.List;
import java.util.Map;

/// What CEL cannot say well about clouds. Documented for authors in docs/reference/control-format.md.
final class DomainFunctions {

    private static final CelType RULE = SimpleType.DYN;
    private static final CelType RULES = ListType.create(SimpleType.DYN);

    private record Function(CelFunctionDecl declaration, CelFunctionBinding binding) {}

    private static final List<Function> ALL = List.of(
            function(
                    "isWorld",
                    SimpleType.BOOL,
                    List.of(SimpleType.STRING),
                    args -> Cidr.parse((String) args[0]).isWorld()),
            function("sseRank", SimpleType.INT, List.of(SimpleType.STRING), args -> sseRank((String) args[0])),
            function(
                    "coversPort",
                    SimpleType.BOOL,
                    List.of(RULE, SimpleType.STRING, SimpleType.INT),
                    args -> rule(args[0]).covers((String) args[1], (Long) args[2])),
            function(
                    "withoutPort",
                    RULES,
                    List.of(RULE, SimpleType.INT),
                    args -> maps(rule(args[0]).without((Long) args[1]))),
            function(
                    "newRules",
                    RULES,
                    List.of(RULES, RULES),
                    args -> maps(IngressRule.missing(rules(args[0]), rules(args[1])))),
            function(
                    "sameRule",
                    SimpleType.BOOL,
                    List.of(RULE, RULE),
                    args -> rule(args[0]).admitsTheSameAs(rule(args[1]))),
            function(
                    "ipPermissions",
                    RULES,
                    List.of(RULES),
                    args -> rules(args[0]).stream().map(IngressRule::permission).toList()));

    private DomainFunctions() {}

    static List<CelFunctionDecl> declarations() {
        return ALL.stream().map(Function::declaration).toList();
    }

    static List<CelFunctionBinding> bindings() {
        return ALL.stream().map(Function::binding).toList();
    }

    /// S3's algorithms from weakest to strongest; an unknown one has no rank, and is an error.
    private static long sseRank(String algorithm) {
        return switch (algorithm) {
            case "AES256" -> 1;
            case "aws:kms" -> 2;
            case "aws:kms:dsse" -> 3;
            default -> throw new IllegalArgumentException("`" + algorithm + "` is no algorithm with a known rank");
        };
    }

    private static IngressRule rule(Object map) {
        return IngressRule.of((Map<?, ?>) map);
    }

    private static List<IngressRule> rules(Object list) {
        return ((List<?>) list).stream().map(DomainFunctions::rule).toList();
    }

    private static List<Map<String, Object>> maps(List<IngressRule> rules) {
        return rules.stream().map(IngressRule::map).toList();
    }

    private static Function function(String name, CelType result, List<CelType> parameters, CelFunctionOverload body) {
        CelFunctionOverload telling = args -> {
            try {
                return body.apply(args);
            } catch (IllegalArgumentException | ClassCastException e) {
                throw new CelEvaluationException(name + ": " + e.getMessage(), e);
            }
        };
        return new Function(
                CelFunctionDecl.newFunctionDeclaration(
                        name, CelOverloadDecl.newGlobalOverload(name, result, parameters)),
                CelFunctionBinding.from(
                        name,
                        parameters.stream()
                                .<Class<?>>map(DomainFunctions::javaType)
                                .toList(),
                        telling));
    }

    private static Class<?> javaType(CelType type) {
        return switch (type.kind()) {
            case STRING -> String.class;
            case INT -> Long.class;
            case LIST -> List.class;
            default -> Object.class;
        };
    }
}
