package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes ARNs of templates like `arn:aws:s3:::${Bucket}`; `operations/README.md` says what they may hold.
final class ResourceTemplate {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

    private ResourceTemplate() {}

    /// The resources a call is about; more than one if a member of the request lists them.
    static List<String> resolve(String template, Request request) {
        List<String> resolved = List.of(template);
        Matcher variables = VARIABLE.matcher(template);
        while (variables.find()) {
            List<String> values = values(variables.group(1), request);
            List<String> next = new ArrayList<>();
            for (String partial : resolved) {
                for (String value : values) {
                    next.add(value.startsWith("arn:") ? value : partial.replace(variables.group(), value));
                }
            }
            resolved = next;
        }
        return resolved.stream().distinct().toList();
    }

    private static List<String> values(String name, Request request) {
        return switch (name) {
            case "account" -> List.of(request.account());
            case "region" -> List.of(request.region());
            case "partition" -> List.of("aws");
            default -> {
                List<String> values = members(name, request);
                yield values.isEmpty() ? List.of("*") : values;
            }
        };
    }

    /// The texts at a dotted path in a request, none if it has no such member.
    static List<String> members(String path, Request request) {
        List<String> values = new ArrayList<>();
        collect(request.document(), List.of(path.split("\\.", -1)), values);
        return values;
    }

    private static void collect(JsonNode node, List<String> path, List<String> values) {
        if (node.isArray()) {
            node.forEach(element -> collect(element, path, values));
        } else if (!path.isEmpty()) {
            collect(node.path(path.getFirst()), path.subList(1, path.size()), values);
        } else if (node.isValueNode() && !node.isNull()) {
            values.add(name(node.asText()));
        }
    }

    private static String name(String text) {
        return text.startsWith("http://") || text.startsWith("https://")
                ? text.substring(text.lastIndexOf('/') + 1)
                : text;
    }
}
