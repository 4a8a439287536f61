package dev.levee.onboarding;

import dev.levee.rulebook.Control;
import dev.levee.rulebook.Permission;
import dev.levee.rulebook.Purpose;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What controls need of an account, as far as a template can know it: the account and not yet the resource.
final class Needs {

    private static final String ANYTHING = "*";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern SEVERAL_STARS = Pattern.compile("\\*{2,}");

    private Needs() {}

    /// One statement for each set of resources, ordered by their first action; nothing is allowed twice.
    static List<Statement> of(Collection<Control> controls, Purpose... purposes) {
        Map<String, TreeSet<String>> resources = new TreeMap<>();
        for (Control control : controls) {
            for (Purpose purpose : purposes) {
                for (Permission permission : control.permissions(purpose)) {
                    resources
                            .computeIfAbsent(permission.action(), _ -> new TreeSet<>())
                            .add(inTemplate(control, permission));
                }
            }
        }
        Map<List<String>, List<String>> actions = new LinkedHashMap<>();
        resources.forEach((action, arns) ->
                actions.computeIfAbsent(widest(arns), _ -> new ArrayList<>()).add(action));
        return actions.entrySet().stream()
                .map(entry -> new Statement(entry.getValue(), entry.getKey()))
                .toList();
    }

    private static String inTemplate(Control control, Permission permission) {
        String resource = permission.resource();
        if (resource.equals(ANYTHING)) {
            return ANYTHING;
        }
        String arn = SEVERAL_STARS
                .matcher(PLACEHOLDER.matcher(resource).replaceAll(match -> known(match.group(1))))
                .replaceAll(ANYTHING);
        if (!arn.startsWith("arn:")) {
            throw new IllegalArgumentException("%s needs %s on %s, which begins with no partition: write arn:…"
                    .formatted(control.id(), permission.action(), resource));
        }
        return arn;
    }

    private static String known(String expression) {
        return switch (expression.strip()) {
            case "resource.partition" -> "\\${AWS::Partition}";
            case "resource.account" -> "\\${AWS::AccountId}";
            default -> ANYTHING;
        };
    }

    /// Those that no other one contains.
    private static List<String> widest(Collection<String> arns) {
        return arns.stream()
                .filter(arn -> arns.stream().noneMatch(other -> !other.equals(arn) && contains(other, arn)))
                .toList();
    }

    private static boolean contains(String wide, String narrow) {
        String regex = String.join(
                ".*",
                List.of(wide.split("\\*", -1)).stream().map(Pattern::quote).toList());
        return narrow.matches(regex);
    }
}
