package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.rulebook.cel.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The inputs of a control: each by itself, and what must hold between them.
record InputRules(List<Input> inputs, List<Check> checks) {

    Inputs apply(JsonNode given) {
        if (!given.isObject()) {
            return new Inputs.Invalid(List.of("inputs must be a map of input names to values, are " + given));
        }
        List<String> problems = new ArrayList<>();
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        Map<String, JsonNode> unknown = new TreeMap<>();
        given.properties().forEach(entry -> unknown.put(entry.getKey(), entry.getValue()));
        for (Input input : inputs) {
            JsonNode value = unknown.remove(input.name());
            if (value == null) {
                input.standard().ifPresent(standard -> values.set(input.name(), standard));
            } else {
                input.problem(value).ifPresentOrElse(problems::add, () -> values.set(input.name(), value));
            }
        }
        unknown.keySet().forEach(name -> problems.add("unknown input `" + name + "`; " + known()));
        if (problems.isEmpty()) {
            Scope scope = Scope.empty().with("input", values);
            Check.firstFailing(checks, scope).ifPresent(problems::add);
        }
        return problems.isEmpty() ? new Inputs.Valid(values) : new Inputs.Invalid(problems);
    }

    private String known() {
        return inputs.isEmpty()
                ? "the control has none"
                : "known are: " + inputs.stream().map(Input::name).collect(Collectors.joining(", "));
    }
}
