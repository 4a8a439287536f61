package dev.levee.executor.api.command;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How often codes are tried in an account: five times in five minutes, and anew after one that was right. Thread-safe.
///
/// A try counts from its beginning, so that many at once are no way around. Each instance counts those it carries out.
final class Tries {

    private static final int MOST = 5;
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final Map<String, List<Try>> accounts = new HashMap<>();
    private final InstantSource clock;

    Tries(InstantSource clock) {
        this.clock = clock;
    }

    /// What came of asking for a try.
    sealed interface Answer {}

    /// It may be made.
    final class Try implements Answer {

        private final String account;
        private final Instant at;

        private Try(String account, Instant at) {
            this.account = account;
            this.at = at;
        }

        /// The code was right: whoever knows it need not guess.
        void succeeded() {
            synchronized (accounts) {
                accounts.remove(account);
            }
        }

        /// The account never saw the code.
        void notMade() {
            synchronized (accounts) {
                Optional.ofNullable(accounts.get(account)).ifPresent(tries -> tries.remove(this));
            }
        }
    }

    /// There were too many.
    record TooMany(Duration pause) implements Answer {}

    Answer begin(String account) {
        Instant now = clock.instant();
        synchronized (accounts) {
            List<Try> tries = accounts.computeIfAbsent(account, _ -> new ArrayList<>());
            tries.removeIf(old -> !now.isBefore(old.at.plus(WINDOW)));
            if (tries.size() >= MOST) {
                return new TooMany(Duration.between(now, tries.getFirst().at.plus(WINDOW)));
            }
            Try begun = new Try(account, now);
            tries.add(begun);
            return begun;
        }
    }
}
