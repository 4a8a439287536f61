package dev.levee.executor.lane;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Holds back work on an account that already has its share under way: clouds throttle by account.
public final class AccountLimits {

    private final Map<String, Semaphore> accounts = new ConcurrentHashMap<>();
    private final int atOnce;

    public AccountLimits(int atOnce) {
        this.atOnce = atOnce;
    }

    /// Waits for its turn, first come first served, then runs the work on this thread.
    public <T> T within(String account, Supplier<T> work) {
        Semaphore turns = accounts.computeIfAbsent(account, _ -> new Semaphore(atOnce, true));
        turns.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
