package dev.levee.rulebook.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.Map;

/// Functions over what networks let through.
final class NetworkFunctions {

    private static final CelType RULE = SimpleType.DYN;
    private static final CelType RULES = ListType.create(SimpleType.DYN);
    private static final CelType ENTRY = SimpleType.DYN;
    private static final CelType PORTS = ListType.create(SimpleType.INT);

    static final List<DomainFunction> ALL = List.of(
            DomainFunction.of(
                    "coversAnyPort",
                    SimpleType.BOOL,
                    List.of(RULE, SimpleType.STRING, PORTS),
                    args -> rule(args[0]).coversAny((String) args[1], ports(args[2]))),
            DomainFunction.of(
                    "withoutPorts",
                    RULES,
                    List.of(RULE, PORTS),
                    args -> maps(rule(args[0]).without(ports(args[1])))),
            DomainFunction.of(
                    "onlyPorts",
                    RULES,
                    List.of(RULE, SimpleType.STRING, PORTS),
                    args -> maps(rule(args[0]).only((String) args[1], ports(args[2])))),
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
                    args -> rules(args[0]).stream().map(IngressRule::permission).toList()),
            DomainFunction.of(
                    "isOpenEntry", SimpleType.BOOL, List.of(ENTRY), args -> AclEntries.isOpen((Map<?, ?>) args[0])),
            DomainFunction.of(
                    "narrowedEntries",
                    ListType.create(ENTRY),
                    List.of(ListType.create(ENTRY), ListType.create(SimpleType.STRING), SimpleType.BOOL),
                    args -> AclEntries.narrowed(
                            maps(args[0]),
                            ((List<?>) args[1]).stream().map(String.class::cast).toList(),
                            (Boolean) args[2])));

    private NetworkFunctions() {}

    private static IngressRule rule(Object map) {
        return IngressRule.of((Map<?, ?>) map);
    }

    private static List<IngressRule> rules(Object list) {
        return ((List<?>) list).stream().map(NetworkFunctions::rule).toList();
    }

    private static List<Map<?, ?>> maps(Object list) {
        return ((List<?>) list)
                .stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
    }

    private static List<Long> ports(Object list) {
        return ((List<?>) list).stream().map(Long.class::cast).toList();
    }

    private static List<Map<String, Object>> maps(List<IngressRule> rules) {
        return rules.stream().map(IngressRule::map).toList();
    }
}
