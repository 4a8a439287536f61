package dev.levee.rulebook.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.JudgementException;
import dev.levee.rulebook.Resource;
import dev.levee.rulebook.Rulebook;
import dev.levee.rulebook.cel.Expression;
import dev.levee.rulebook.cel.ExpressionException;
import dev.levee.schemas.Account;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.Policy;
import dev.levee.schemas.PolicyMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A policy made ready to be asked. Immutable, thread-safe, cheap to keep.
public final class CompiledPolicy {

    private final Policy policy;
    private final String revision;
    private final List<Control> controls;
    private final Map<String, JsonNode> inputs;
    private final CompiledScope scope;
    private final Optional<Expression> when;

    private CompiledPolicy(
            Policy policy, List<Control> controls, Map<String, JsonNode> inputs, Optional<Expression> when) {
        this.policy = policy;
        this.revision = PolicyContent.revision(policy);
        this.controls = List.copyOf(controls);
        this.inputs = Map.copyOf(inputs);
        this.scope = CompiledScope.of(policy.getScope(), controls);
        this.when = when;
    }

    public static Compiled compile(Policy policy, Rulebook rulebook) {
        List<String> problems = new ArrayList<>();
        PolicyRules.id(policy.getId()).ifPresent(problems::add);
        List<Control> controls = new ArrayList<>();
        for (String id : policy.getControls()) {
            rulebook.control(id).ifPresent(controls::add);
            PolicyRules.control(id, rulebook).ifPresent(problems::add);
            PolicyRules.risk(id, policy.getMode(), policy.getAcceptRisk(), rulebook)
                    .ifPresent(problems::add);
        }
        Map<String, JsonNode> inputs = inputs(policy, rulebook, problems);
        problems.addAll(CompiledScope.problems(policy.getScope()));
        Optional<Expression> when = policy.getWhen().flatMap(text -> condition(text, problems));
        return problems.isEmpty()
                ? new Compiled.Ready(new CompiledPolicy(policy, controls, inputs, when))
                : new Compiled.Broken(problems);
    }

    private static Map<String, JsonNode> inputs(Policy policy, Rulebook rulebook, List<String> problems) {
        Map<String, JsonNode> inputs = new HashMap<>();
        Set<String> controls = new HashSet<>(policy.getControls());
        policy.getInputs().forEach((control, text) -> {
            Optional<JsonNode> json = PolicyRules.json(text);
            json.ifPresentOrElse(
                    given -> {
                        inputs.put(control, given);
                        problems.addAll(PolicyRules.inputs(control, given, controls, rulebook));
                    },
                    () -> problems.add("the inputs for `" + control + "` are no JSON"));
        });
        return inputs;
    }

    private static Optional<Expression> condition(String text, List<String> problems) {
        try {
            return Optional.of(EventScope.EXPRESSIONS.compileCondition(text));
        } catch (ExpressionException e) {
            problems.add("when: " + e.getMessage());
            return Optional.empty();
        }
    }

    public String id() {
        return policy.getId();
    }

    /// 12 hex digits that change with the policy's content, and with nothing else.
    public String revision() {
        return revision;
    }

    public PolicyMode mode() {
        return policy.getMode();
    }

    public List<Control> controls() {
        return controls;
    }

    public boolean names(String controlId) {
        return controls.stream().anyMatch(control -> control.id().equals(controlId));
    }

    /// The control's inputs as the policy gives them: defaults are not filled in.
    public JsonNode inputs(String controlId) {
        JsonNode given = inputs.get(controlId);
        return given == null ? JsonNodeFactory.instance.objectNode() : given.deepCopy();
    }

    /// Scope only: does it apply to this resource of this account on this day (UTC)?
    public Coverage covers(Account account, Resource resource, LocalDate today) {
        return scope.covers(account, resource, today);
    }

    /// Whether any resource of the account can be in its scope.
    public boolean reaches(Account account) {
        return scope.objection(account).isEmpty();
    }

    /// Whether the policy's `when` holds for the event.
    ///
    /// @param record the event's record, parsed
    /// @throws JudgementException if it cannot be evaluated
    public boolean when(CloudEvent event, JsonNode record) {
        try {
            return when.isEmpty() || when.get().holds(EventScope.of(event, record));
        } catch (JudgementException e) {
            throw new JudgementException("policy " + id() + ": when: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return id() + "@" + revision;
    }
}
