package dev.levee.sandbox.demo;

import java.util.List;

/// What came of a demo.
///
/// @param events what the ingest connector put on levee.events
/// @param decisions commands the evaluator ordered
/// @param duplicates events that had been decided before
/// @param ownChanges events of Levee's own changes, which caused nothing
/// @param unwatched events of a kind that no policy's control watches for, e.g. of a service nothing is known of
/// @param unknownAccounts events of accounts nobody onboarded
/// @param expected fixes that had to be seen in the cloud
/// @param verified those that were
/// @param eventToFixMillis from the event in the queue to the cloud's acceptance of the fix
/// @param problems why the demo failed; empty when it did not
public record Summary(
        long events,
        long decisions,
        long fixed,
        long alreadyCompliant,
        long refused,
        long failed,
        long deadLettered,
        long duplicates,
        long ownChanges,
        long unwatched,
        long unknownAccounts,
        int expected,
        int verified,
        Percentiles eventToFixMillis,
        double seconds,
        List<String> problems) {

    boolean good() {
        return problems.isEmpty();
    }

    /// The median and the 99th percentile of the values, by nearest rank; zero of none.
    record Percentiles(long p50, long p99) {

        static Percentiles of(List<Long> values) {
            List<Long> sorted = values.stream().sorted().toList();
            return new Percentiles(at(sorted, 0.50), at(sorted, 0.99));
        }

        private static long at(List<Long> sorted, double share) {
            return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
        }
    }
}
