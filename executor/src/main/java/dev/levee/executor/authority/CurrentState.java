package dev.levee.executor.authority;

import dev.levee.rulebook.Rulebook;
import dev.levee.rulebook.policy.Compiled;
import dev.levee.rulebook.policy.CompiledPolicy;
import dev.levee.schemas.Account;
import dev.levee.schemas.Policy;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The policies and accounts that are in force on this instance.
public final class CurrentState implements AutoCloseable {

    private final CurrentTable<Policy, Compiled> policies;
    private final CurrentTable<Account, Account> accounts;

    public CurrentState(Map<String, Object> kafka, Registry registry, Rulebook rulebook) {
        policies = new CurrentTable<>(
                kafka, registry, Topics.POLICIES, Policy::getId, policy -> CompiledPolicy.compile(policy, rulebook));
        accounts = new CurrentTable<>(kafka, registry, Topics.ACCOUNTS, Account::getId, account -> account);
    }

    /// Returns once both tables have been read to their ends.
    ///
    /// @throws java.util.concurrent.CompletionException if they cannot be read in time
    public void start(Duration patience) {
        policies.start(patience);
        accounts.start(patience);
    }

    /// Waits until everything that was published before this call is in force here.
    ///
    /// @throws java.util.concurrent.CompletionException if that cannot be made sure of in time
    void catchUp(Duration patience) {
        CompletableFuture.allOf(policies.caughtUp(), accounts.caughtUp())
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    public Optional<Compiled> policy(String id) {
        return policies.get(id);
    }

    public Optional<Account> account(String id) {
        return accounts.get(id);
    }

    public Collection<Compiled> policies() {
        return policies.all();
    }

    public Collection<Account> accounts() {
        return accounts.all();
    }

    /// Why the tables are not kept current any more.
    public Optional<Throwable> failure() {
        return policies.failure().or(accounts::failure);
    }

    @Override
    public void close() {
        policies.close();
        accounts.close();
    }
}
