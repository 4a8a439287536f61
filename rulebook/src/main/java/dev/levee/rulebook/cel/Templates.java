package dev.levee.rulebook.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.levee.rulebook.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads expressions and templates out of YAML files; what is wrong is reported there, with its line.
public final class Templates {

    private static final Template NOTHING = new Template.Constant(JsonNodeFactory.instance.textNode(""));

    private final Expressions expressions;

    public Templates(Expressions expressions) {
        this.expressions = expressions;
    }

    /// Empty if it is no expression.
    public Optional<Expression> expression(YamlNode node) {
        return compile(node, node.text(), node.textLine(), false);
    }

    public Optional<Expression> condition(YamlNode node) {
        return compile(node, node.text(), node.textLine(), true);
    }

    public Template template(YamlNode node) {
        if (node.isMap()) {
            return members(node);
        }
        if (node.isList()) {
            return new Template.Items(node.list().stream().map(this::template).toList());
        }
        JsonNode scalar = node.json();
        return scalar.isTextual() ? text(node, scalar.textValue()) : new Template.Constant(scalar);
    }

    private Template members(YamlNode node) {
        Map<String, Template> members = new LinkedHashMap<>();
        node.map().each((name, value) -> members.put(name, template(value)));
        return new Template.Members(members);
    }

    private Template text(YamlNode node, String text) {
        List<Template> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int start = text.indexOf("${", at);
            if (start < 0) {
                parts.add(constant(text.substring(at)));
                break;
            }
            int end = endOfExpression(text, start + 2);
            if (end < 0) {
                node.problem("`${` without its `}`");
                return NOTHING;
            }
            if (start > at) {
                parts.add(constant(text.substring(at, start)));
            }
            int line = node.textLine()
                    + (int) text.substring(0, start)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            parts.add(compile(node, text.substring(start + 2, end), line, false)
                    .<Template>map(Template.Value::new)
                    .orElse(NOTHING));
            at = end + 1;
        }
        return switch (parts.size()) {
            case 0 -> NOTHING;
            case 1 -> parts.getFirst();
            default -> new Template.Text(parts);
        };
    }

    private static Template constant(String text) {
        return new Template.Constant(JsonNodeFactory.instance.textNode(text));
    }

    /// The `}` that closes the expression: braces of its own and those in its texts do not count. -1 if there is none.
    private static int endOfExpression(String text, int start) {
        int open = 0;
        char quote = 0;
        for (int at = start; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quote != 0) {
                if (c == '\\') {
                    at++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '{') {
                open++;
            } else if (c == '}' && open-- == 0) {
                return at;
            }
        }
        return -1;
    }

    private Optional<Expression> compile(YamlNode node, String text, int firstLine, boolean condition) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(condition ? expressions.compileCondition(text) : expressions.compile(text));
        } catch (ExpressionException e) {
            node.problem(firstLine + e.line(), "expression: " + e.getMessage());
            return Optional.empty();
        }
    }
}
