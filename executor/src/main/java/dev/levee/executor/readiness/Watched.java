package dev.levee.executor.readiness;

import dev.levee.schemas.Account;
import java.time.Duration;
import java.time.Instant;

/// An account this instance watches, and when it is verified.
///
/// @param dueAt when it is verified next
/// @param endedAt when it was last verified
record Watched(Account account, Instant dueAt, Instant endedAt, boolean running) {

    /// No account is verified more often, unless its record changed.
    private static final Duration GAP = Duration.ofMinutes(1);

    static Watched anew(Account account) {
        return new Watched(account, Instant.MIN, Instant.MIN, false);
    }

    boolean isDue(Instant now) {
        return !running && !now.isBefore(dueAt);
    }

    /// The same as it is now; when that is something else, it is due.
    Watched of(Account current) {
        return account.equals(current) ? this : new Watched(current, Instant.MIN, Instant.MIN, running);
    }

    /// Something suggests to verify it soon.
    Watched askedFor(Instant now) {
        return sooner(later(now, endedAt.plus(GAP)));
    }

    Watched begun() {
        return new Watched(account, Instant.MAX, endedAt, true);
    }

    /// @param next unless it was asked for sooner meanwhile
    Watched ended(Instant now, Instant next) {
        return new Watched(account, next, now, false).sooner(later(dueAt, now.plus(GAP)));
    }

    private Watched sooner(Instant at) {
        return new Watched(account, at.isBefore(dueAt) ? at : dueAt, endedAt, running);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
