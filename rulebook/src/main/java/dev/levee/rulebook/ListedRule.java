package dev.levee.rulebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A row of another product's list, which a control answers.
///
/// @param list as in a control's `references`: `cloudneeti`, `netskope`, `cloudsploit`
/// @param row its number, or its file
/// @param policy the product's name for it, where it is known
public record ListedRule(String list, String row, Optional<String> policy) {

    private static final String LINKS = "links";

    /// The rows a control's references name. In a list, the text after a number is that row's name; a path is its own
    /// row, and its file's name the product's name for it.
    static List<ListedRule> in(Map<String, List<String>> references) {
        List<ListedRule> rules = new ArrayList<>();
        references.forEach((list, entries) -> {
            if (!list.equals(LINKS)) {
                rules.addAll(rules(list, entries));
            }
        });
        return List.copyOf(rules);
    }

    private static List<ListedRule> rules(String list, List<String> entries) {
        List<ListedRule> rules = new ArrayList<>();
        for (String entry : entries) {
            if (isNumber(entry)) {
                rules.add(new ListedRule(list, entry, Optional.empty()));
            } else if (entry.contains("/")) {
                rules.add(new ListedRule(list, entry, Optional.of(fileName(entry))));
            } else if (!rules.isEmpty()) {
                rules.add(new ListedRule(list, rules.removeLast().row(), Optional.of(entry)));
            }
        }
        return rules;
    }

    private static boolean isNumber(String entry) {
        return entry.chars().allMatch(Character::isDigit);
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.[a-z]+$", "");
    }

    @Override
    public String toString() {
        return isNumber(row)
                ? "%s %s %s".formatted(list, row, policy.orElse("")).strip()
                : list + " " + row;
    }
}
