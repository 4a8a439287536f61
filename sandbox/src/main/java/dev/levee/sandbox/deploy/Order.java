package dev.levee.sandbox.deploy;

import dev.levee.sandbox.deploy.StackTemplate.Declared;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts resources after those they refer to or depend on, and else in the order of the file.
final class Order {

    private final Map<String, Declared> wanted;
    private final Set<String> done = new LinkedHashSet<>();
    private final Set<String> open = new LinkedHashSet<>();

    private Order(Map<String, Declared> wanted) {
        this.wanted = wanted;
    }

    /// @param wanted those to be made
    /// @throws TemplateException if resources need each other
    static List<Declared> of(Map<String, Declared> wanted) {
        Order order = new Order(wanted);
        wanted.keySet().forEach(order::visit);
        return order.done.stream().map(id -> wanted.get(id)).toList();
    }

    private void visit(String id) {
        Declared resource = wanted.get(id);
        if (resource == null || done.contains(id)) {
            return;
        }
        if (!open.add(id)) {
            throw new TemplateException("these resources need each other: " + String.join(", ", open));
        }
        before(resource).forEach(this::visit);
        open.remove(id);
        done.add(id);
    }

    private static List<String> before(Declared resource) {
        List<String> before =
                new ArrayList<>(References.in(resource.properties()).values());
        if (resource.dependsOn().isTextual()) {
            before.add(resource.dependsOn().textValue());
        }
        resource.dependsOn().forEach(id -> before.add(id.asText()));
        return before;
    }
}
