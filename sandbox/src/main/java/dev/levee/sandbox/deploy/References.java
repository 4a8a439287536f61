package dev.levee.sandbox.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// The names that functions in a value refer to: of parameters, pseudo parameters, resources and conditions.
final class References {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^!.}]+)[^}]*}");

    private final Set<String> values = new LinkedHashSet<>();
    private final Set<String> conditions = new LinkedHashSet<>();

    private References() {}

    static References in(JsonNode node) {
        References references = new References();
        references.collect(node);
        return references;
    }

    /// Of parameters, pseudo parameters and resources.
    Set<String> values() {
        return values;
    }

    Set<String> conditions() {
        return conditions;
    }

    private void collect(JsonNode node) {
        Function.in(node).ifPresent(function -> {
            JsonNode argument = function.argument();
            switch (function.name()) {
                case "Ref" -> values.add(argument.asText());
                case "Fn::GetAtt" -> values.add(argument.path(0).asText());
                case "Fn::Sub" ->
                    PLACEHOLDER.matcher(argument.asText()).results().forEach(match -> values.add(match.group(1)));
                case "Fn::If" -> conditions.add(argument.path(0).asText());
                default -> {}
            }
        });
        node.forEach(this::collect);
    }
}
