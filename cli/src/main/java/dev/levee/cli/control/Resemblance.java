package dev.levee.cli.control;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Finds what somebody may have meant: names that share runs of three letters with what they wrote.
public final class Resemblance {

    private static final double ENOUGH = 0.3;
    /// Of the best, as much must the others have.
    private static final double CLOSE = 0.85;
    private static final int MOST = 3;

    private Resemblance() {}

    /// `no control X; did you mean A, B?`
    public static String unknown(String what, String written, Collection<String> known) {
        List<String> like = like(written, known);
        return "no %s `%s`".formatted(what, written)
                + (like.isEmpty() ? "" : "; did you mean %s?".formatted(String.join(", ", like)));
    }

    /// The closest first.
    static List<String> like(String written, Collection<String> known) {
        double most =
                known.stream().mapToDouble(name -> share(written, name)).max().orElse(0);
        return known.stream()
                .filter(name -> share(written, name) >= Math.max(ENOUGH, most * CLOSE))
                .sorted(Comparator.comparingDouble((String name) -> -share(written, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /// From 0, nothing in common, to 1, the same.
    private static double share(String a, String b) {
        Set<String> ofA = runs(a);
        Set<String> ofB = runs(b);
        Set<String> both = new HashSet<>(ofA);
        both.retainAll(ofB);
        return 2.0 * both.size() / (ofA.size() + ofB.size());
    }

    private static Set<String> runs(String text) {
        String padded = "  " + text.toLowerCase(Locale.ROOT) + " ";
        Set<String> runs = new HashSet<>();
        for (int at = 0; at + 3 <= padded.length(); at++) {
            runs.add(padded.substring(at, at + 3));
        }
        return runs;
    }
}
