package dev.levee.rulebook.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What CEL cannot say well about clouds. Documented for authors in docs/reference/control-format.md.
final class DomainFunctions {

    private static final CelType RULE = SimpleType.DYN;
    private static final CelType RULES = ListType.create(SimpleType.DYN);

    private static final List<DomainFunction> OWN = List.of(
            DomainFunction.of(
                    "isWorld",
                    SimpleType.BOOL,
                    List.of(SimpleType.STRING),
                    args -> Cidr.parse((String) args[0]).isWorld()),
            DomainFunction.of("sseRank", SimpleType.INT, List.of(SimpleType.STRING), args -> sseRank((String) args[0])),
            DomainFunction.of(
                    "coversPort",
                    SimpleType.BOOL,
                    List.of(RULE, SimpleType.STRING, SimpleType.INT),
                    args -> rule(args[0]).covers((String) args[1], (Long) args[2])),
            DomainFunction.of(
                    "withoutPort",
                    RULES,
                    List.of(RULE, SimpleType.INT),
                    args -> maps(rule(args[0]).without((Long) args[1]))),
            DomainFunction.of(
                    "newRules",
                    RULES,
                    List.of(RULES, RULES),
                    args -> maps(IngressRule.missing(rules(args[0]), rules(args[1])))),
            DomainFunction.of(
                    "sameRule",
                    SimpleType.BOOL,
                    List.of(RULE, RULE),
                    args -> rule(args[0]).admitsTheSameAs(rule(args[1]))),
            DomainFunction.of(
                    "ipPermissions",
                    RULES,
                    List.of(RULES),
                    args -> rules(args[0]).stream().map(IngressRule::permission).toList()));

    private static final List<DomainFunction> ALL =
            Stream.of(OWN, BucketFunctions.ALL).flatMap(List::stream).toList();

    private DomainFunctions() {}

    static List<CelFunctionDecl> declarations() {
        return ALL.stream().map(DomainFunction::declaration).toList();
    }

    static List<CelFunctionBinding> bindings() {
        return ALL.stream().map(DomainFunction::binding).toList();
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
}
