package dev.levee.rulebook.policy;

import dev.levee.rulebook.Rulebook;
import dev.levee.rulebook.cel.Templates;
import dev.levee.rulebook.yaml.YamlMap;
import dev.levee.rulebook.yaml.YamlNode;
import dev.levee.schemas.Exemption;
import dev.levee.schemas.Policy;
import dev.levee.schemas.PolicyMode;
import dev.levee.schemas.PolicyScope;
import dev.levee.schemas.Risk;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// Reads one policy. It reports all it finds wrong; the policy is of use only if it found nothing.
final class PolicyParser {

    private static final List<String> NOT_YET = List.of("grace", "window", "limits");

    private final Rulebook rulebook;
    private final LocalDate today;

    PolicyParser(Rulebook rulebook, LocalDate today) {
        this.rulebook = rulebook;
        this.today = today;
    }

    Policy policy(YamlNode document) {
        YamlMap map = document.map();
        PolicyMode mode = map.required("mode").map(PolicyParser::mode).orElse(PolicyMode.OBSERVE);
        List<Risk> accepted = map.list("acceptRisk").stream()
                .flatMap(node -> risk(node).stream())
                .toList();
        List<String> controls = map.required("controls")
                .map(node -> controls(node, mode, accepted))
                .orElse(List.of());
        Policy policy = Policy.newBuilder()
                .setId(map.required("id")
                        .map(node -> text(node, PolicyRules::id))
                        .orElse(""))
                .setDescription(map.optional("description").map(YamlNode::text).orElse(""))
                .setControls(controls)
                .setMode(mode)
                .setScope(scope(map.optional("scope")))
                .setWhen(map.optional("when").map(PolicyParser::when).orElse(null))
                .setInputs(map.optional("inputs")
                        .map(node -> inputs(node, Set.copyOf(controls)))
                        .orElse(Map.of()))
                .setAcceptRisk(accepted)
                .build();
        NOT_YET.forEach(key -> map.refuse(key, "is not available yet; leave it out"));
        map.refuseOthers();
        return policy;
    }

    private List<String> controls(YamlNode node, PolicyMode mode, List<Risk> accepted) {
        if (node.isMap()) {
            node.problem("choosing controls by severity or service is not available yet; list their ids");
            return List.of();
        }
        Set<String> seen = new HashSet<>();
        List<String> ids = texts(
                node,
                id -> PolicyRules.control(id, rulebook)
                        .or(() -> PolicyRules.risk(id, mode, accepted, rulebook))
                        .or(() -> seen.add(id)
                                ? Optional.empty()
                                : Optional.of("control `" + id + "` stands here twice; keep one")));
        if (ids.isEmpty()) {
            node.problem("`controls` is empty; add the id of a control");
        }
        return ids;
    }

    private static Optional<Risk> risk(YamlNode node) {
        return switch (node.text()) {
            case "billable" -> Optional.of(Risk.BILLABLE);
            case "destructive" -> Optional.of(Risk.DESTRUCTIVE);
            default -> {
                node.problem("unknown risk `" + node.text() + "`; known are: billable, destructive");
                yield Optional.empty();
            }
        };
    }

    private static PolicyMode mode(YamlNode node) {
        return switch (node.text()) {
            case "observe" -> PolicyMode.OBSERVE;
            case "automated" -> PolicyMode.AUTOMATED;
            case "assisted" -> PolicyMode.ASSISTED;
            case "guided" -> {
                node.problem("mode `guided` is not available yet; known are: observe, assisted, automated");
                yield PolicyMode.OBSERVE;
            }
            default -> {
                node.problem("unknown mode `" + node.text() + "`; known are: observe, assisted, automated");
                yield PolicyMode.OBSERVE;
            }
        };
    }

    private PolicyScope scope(Optional<YamlNode> node) {
        Optional<YamlMap> map = node.map(YamlNode::map);
        PolicyScope scope = PolicyScope.newBuilder()
                .setGroups(texts(map, "groups", _ -> Optional.empty()))
                .setAccounts(texts(map, "accounts", PolicyRules::account))
                .setRegions(texts(map, "regions", PolicyRules::region))
                .setResources(texts(map, "resources", PolicyRules::resource))
                .setExcept(map.map(given -> given.list("except")).orElse(List.of()).stream()
                        .map(this::exemption)
                        .toList())
                .build();
        map.ifPresent(given -> {
            given.refuse("tags", "is not available yet; choose by groups, accounts, regions or resources");
            given.refuseOthers();
        });
        return scope;
    }

    private Exemption exemption(YamlNode node) {
        YamlMap map = node.map();
        Exemption exemption = Exemption.newBuilder()
                .setResources(map.required("resources")
                        .map(list -> texts(list, PolicyRules::resource))
                        .orElse(List.of()))
                .setReason(map.text("reason"))
                .setOwner(map.text("owner"))
                .setUntil(map.required("until").map(this::until).orElse(today))
                .build();
        map.refuseOthers();
        return exemption;
    }

    private LocalDate until(YamlNode node) {
        try {
            LocalDate until = LocalDate.parse(node.text());
            if (until.isBefore(today)) {
                node.problem("the exemption has expired on " + until + "; prolong it or take it out");
            }
            return until;
        } catch (DateTimeParseException e) {
            node.problem("`" + node.text() + "` is no date; write e.g. 2027-03-31");
            return today;
        }
    }

    private static String when(YamlNode node) {
        new Templates(EventScope.EXPRESSIONS).condition(node);
        return node.text();
    }

    private Map<String, String> inputs(YamlNode node, Set<String> controls) {
        Map<String, String> inputs = new TreeMap<>();
        node.map().each((control, given) -> {
            inputs.put(control, given.json().toString());
            PolicyRules.inputs(control, given.json(), controls, rulebook).forEach(given::problem);
        });
        return inputs;
    }

    private static List<String> texts(Optional<YamlMap> map, String key, Function<String, Optional<String>> rule) {
        return map.flatMap(given -> given.optional(key))
                .map(node -> texts(node, rule))
                .orElse(List.of());
    }

    private static List<String> texts(YamlNode node, Function<String, Optional<String>> rule) {
        return node.list().stream().map(item -> text(item, rule)).toList();
    }

    private static String text(YamlNode node, Function<String, Optional<String>> rule) {
        String text = node.text();
        if (!text.isEmpty()) {
            rule.apply(text).ifPresent(node::problem);
        }
        return text;
    }
}
