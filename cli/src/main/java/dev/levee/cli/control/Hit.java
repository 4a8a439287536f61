package dev.levee.cli.control;

import dev.levee.rulebook.Control;
import dev.levee.rulebook.ListedRule;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A control in which every word of a search occurs.
///
/// @param elsewhere where the words occur that are in neither id nor title
record Hit(Control control, List<String> elsewhere) {

    /// Those with every word in id or title first.
    static List<Hit> in(Collection<Control> controls, Collection<String> words) {
        return controls.stream()
                .filter(control ->
                        words.stream().allMatch(word -> texts(control).anyMatch(text -> has(text, word))))
                .map(control -> new Hit(control, elsewhere(control, words)))
                .sorted(Comparator.comparing(hit -> !hit.elsewhere().isEmpty()))
                .toList();
    }

    private static List<String> elsewhere(Control control, Collection<String> words) {
        return words.stream()
                .filter(word -> inName(control).noneMatch(text -> has(text, word)))
                .flatMap(word -> besides(control).filter(text -> has(text, word)))
                .distinct()
                .toList();
    }

    private static Stream<String> texts(Control control) {
        return Stream.concat(inName(control), besides(control));
    }

    private static Stream<String> inName(Control control) {
        return Stream.of(control.id(), control.title());
    }

    private static Stream<String> besides(Control control) {
        return Stream.concat(
                Stream.of(control.service(), control.resourceType(), control.caution()),
                control.listedRules().stream().map(ListedRule::toString));
    }

    private static boolean has(String text, String word) {
        return text.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
    }
}
