package dev.levee.sandbox.aws.wire;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A form's parameters as the tree their dotted names spell: `Tags.member.1.Key`.
public final class FormTree {

    private final Map<String, FormTree> children = new LinkedHashMap<>();
    private String value = "";

    static FormTree parse(String form) {
        FormTree root = new FormTree();
        HttpMessage.parameters(form).forEach((name, value) -> {
            FormTree node = root;
            for (String part : name.split("\\.", -1)) {
                node = node.children.computeIfAbsent(part, _ -> new FormTree());
            }
            node.value = value;
        });
        return root;
    }

    public String value() {
        return value;
    }

    public Map<String, FormTree> children() {
        return children;
    }

    /// Whether the children are numbered.
    public boolean isList() {
        return !children.isEmpty() && children.keySet().stream().allMatch(FormTree::isNumber);
    }

    /// The elements of a list, whatever the protocol calls them: numbered right here or below one name.
    public List<FormTree> elements() {
        if (children.keySet().stream().allMatch(FormTree::isNumber)) {
            return children.entrySet().stream()
                    .sorted(Comparator.comparingInt(entry -> Integer.parseInt(entry.getKey())))
                    .map(Map.Entry::getValue)
                    .toList();
        }
        return children.values().stream()
                .flatMap(named -> named.elements().stream())
                .toList();
    }

    private static boolean isNumber(String name) {
        return !name.isEmpty() && name.length() < 10 && name.chars().allMatch(Character::isDigit);
    }
}
