package dev.levee.evaluator.decision;

import dev.levee.rulebook.Rulebook;
import dev.levee.rulebook.policy.Compiled;
import dev.levee.rulebook.policy.CompiledPolicy;
import dev.levee.schemas.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// The policies in force, by the actions their controls watch for: what an event costs depends on the policies it
/// concerns, not on how many there are.
///
/// One thread writes, any number read. A reader finds either the former rules of a policy for an action or the new
/// ones, never both and never neither.
public final class PolicyIndex {

    private final Rulebook rulebook;
    private final Map<String, Known> policies = new HashMap<>();
    private final ConcurrentMap<String, NavigableMap<String, List<Rule>>> rules = new ConcurrentHashMap<>();

    public PolicyIndex(Rulebook rulebook) {
        this.rulebook = rulebook;
    }

    /// Puts the policy in force, in the place of its former version. A broken policy is not put in force, and its
    /// former version no longer holds either: nobody wants that any more.
    ///
    /// @return what is wrong with the policy; empty if it is in force
    public List<String> put(String key, Policy policy) {
        Known former = policies.getOrDefault(key, Known.NOTHING);
        if (policy.equals(former.policy())) {
            return former.problems();
        }
        Known known = compile(key, policy);
        policies.put(key, known);
        replace(key, former, known);
        return known.problems();
    }

    public void remove(String key) {
        Known former = policies.remove(key);
        if (former != null) {
            replace(key, former, Known.NOTHING);
        }
    }

    /// Whether some policy in force watches for the action.
    public boolean watches(String action) {
        NavigableMap<String, List<Rule>> watching = rules.get(action);
        return watching != null && !watching.isEmpty();
    }

    /// Ordered by policy id.
    public List<Rule> rules(String action) {
        NavigableMap<String, List<Rule>> watching = rules.get(action);
        return watching == null
                ? List.of()
                : watching.values().stream().flatMap(List::stream).toList();
    }

    private Known compile(String key, Policy policy) {
        if (!policy.getId().equals(key)) {
            return Known.broken(policy, List.of("the record's key is not the policy's id, which is " + policy.getId()));
        }
        return switch (CompiledPolicy.compile(policy, rulebook)) {
            case Compiled.Ready(CompiledPolicy ready) -> new Known(policy, byAction(ready), List.of());
            case Compiled.Broken(List<String> problems) -> Known.broken(policy, problems);
        };
    }

    private static Map<String, List<Rule>> byAction(CompiledPolicy policy) {
        Map<String, List<Rule>> byAction = new HashMap<>();
        policy.controls().stream()
                .distinct()
                .forEach(control -> control.actions()
                        .forEach(action -> byAction.computeIfAbsent(action, _ -> new ArrayList<>())
                                .add(new Rule(policy, control))));
        return byAction;
    }

    private void replace(String key, Known former, Known now) {
        now.rules().forEach((action, of) -> watching(action).put(key, of));
        former.rules().keySet().stream()
                .filter(action -> !now.rules().containsKey(action))
                .forEach(action -> watching(action).remove(key));
    }

    private NavigableMap<String, List<Rule>> watching(String action) {
        return rules.computeIfAbsent(action, _ -> new ConcurrentSkipListMap<>());
    }

    /// A policy as it was published, and what became of it.
    ///
    /// @param rules by action; empty if the policy is broken
    private record Known(@Nullable Policy policy, Map<String, List<Rule>> rules, List<String> problems) {

        static final Known NOTHING = new Known(null, Map.of(), List.of());

        static Known broken(Policy policy, List<String> problems) {
            return new Known(policy, Map.of(), problems);
        }
    }
}
