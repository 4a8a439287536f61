package dev.levee.sandbox.aws.events;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/// One field of a cron expression: `*`, `?`, `5`, `MON-FRI`, `0/5`, and lists of these.
record CronField(BitSet values) {

    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    static CronField minute(String text) {
        return parse(text, 0, 59, List.of());
    }

    static CronField hour(String text) {
        return parse(text, 0, 23, List.of());
    }

    static CronField day(String text) {
        return parse(text.replace('?', '*'), 1, 31, List.of());
    }

    static CronField month(String text) {
        return parse(text, 1, 12, MONTHS);
    }

    static CronField weekday(String text) {
        return parse(text.replace('?', '*'), 1, 7, WEEKDAYS);
    }

    static CronField year(String text) {
        return parse(text, 1970, 2199, List.of());
    }

    boolean has(int value) {
        return values.get(value);
    }

    /// @param names of the values from the least one on
    private static CronField parse(String text, int least, int most, List<String> names) {
        BitSet values = new BitSet();
        for (String part : text.split(",", -1)) {
            String[] range = part.split("/", -1);
            String[] ends = range[0].split("-", -1);
            int step = range.length == 1 ? 1 : Integer.parseInt(range[1]);
            boolean all = range[0].equals("*");
            int from = all ? least : value(ends[0], least, names);
            int last = range.length == 1 ? from : most;
            int to = all ? most : ends.length == 1 ? last : value(ends[1], least, names);
            if (range.length > 2 || ends.length > 2 || step < 1 || from < least || to > most || from > to) {
                throw new IllegalArgumentException("not within %d and %d: %s".formatted(least, most, text));
            }
            for (int value = from; value <= to; value += step) {
                values.set(value);
            }
        }
        return new CronField(values);
    }

    private static int value(String text, int least, List<String> names) {
        int name = names.indexOf(text.toUpperCase(Locale.ROOT));
        return name < 0 ? Integer.parseInt(text) : least + name;
    }
}
