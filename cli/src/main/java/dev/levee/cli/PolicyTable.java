package dev.levee.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.schemas.Policy;
import dev.levee.schemas.PolicyScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Policies as text and as JSON: what they want and where, not how.
final class PolicyTable {

    private PolicyTable() {}

    /// Empty without a policy.
    static List<String> lines(Collection<Policy> policies) {
        List<String> lines = new ArrayList<>();
        String format = "%%-%ds  %%-9s  %%-%ds  %%s"
                .formatted(width("ID", policies, Policy::getId), width("SCOPE", policies, PolicyTable::scope));
        if (!policies.isEmpty()) {
            lines.add(format.formatted("ID", "MODE", "SCOPE", "CONTROLS"));
        }
        policies.forEach(policy -> lines.add(format.formatted(
                policy.getId(), mode(policy), scope(policy), String.join(", ", policy.getControls()))));
        return lines;
    }

    static ObjectNode json(Policy policy) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", policy.getId())
                .put("description", policy.getDescription())
                .put("mode", mode(policy));
        addAll(policy.getControls(), json.putArray("controls"));
        ObjectNode scope = json.putObject("scope");
        restrictions(policy).forEach((name, values) -> addAll(values, scope.putArray(name)));
        return json.put("exemptions", policy.getScope().getExcept().size());
    }

    private static int width(String heading, Collection<Policy> policies, Function<Policy, String> text) {
        return policies.stream().map(text).mapToInt(String::length).reduce(heading.length(), Math::max);
    }

    private static String mode(Policy policy) {
        return policy.getMode().name().toLowerCase(Locale.ROOT);
    }

    private static String scope(Policy policy) {
        List<String> parts = restrictions(policy).entrySet().stream()
                .map(part -> part.getKey() + " " + String.join(", ", part.getValue()))
                .collect(Collectors.toCollection(ArrayList::new));
        int exemptions = policy.getScope().getExcept().size();
        if (exemptions > 0) {
            parts.add("exemptions " + exemptions);
        }
        return parts.isEmpty() ? "everything" : String.join("; ", parts);
    }

    /// Those that are there.
    private static Map<String, List<String>> restrictions(Policy policy) {
        PolicyScope scope = policy.getScope();
        Map<String, List<String>> restrictions = new LinkedHashMap<>();
        restrictions.put("groups", scope.getGroups());
        restrictions.put("accounts", scope.getAccounts());
        restrictions.put("regions", scope.getRegions());
        restrictions.put("resources", scope.getResources());
        restrictions.values().removeIf(List::isEmpty);
        return restrictions;
    }

    private static void addAll(List<String> texts, ArrayNode array) {
        texts.forEach(array::add);
    }
}
