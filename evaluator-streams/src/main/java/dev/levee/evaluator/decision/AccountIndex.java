package dev.levee.evaluator.decision;

import dev.levee.schemas.Account;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The accounts Levee may look at. One thread writes, any number read.
public final class AccountIndex {

    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    /// Makes the account known, in the place of what was known of it.
    ///
    /// @return what is wrong with the account, which then counts as unknown; empty if nothing is
    public List<String> put(String key, Account account) {
        if (!account.getId().equals(key)) {
            remove(key);
            return List.of("the record's key is not the account's id, which is " + account.getId());
        }
        accounts.put(key, account);
        return List.of();
    }

    public void remove(String key) {
        accounts.remove(key);
    }

    public Optional<Account> account(String id) {
        return Optional.ofNullable(accounts.get(id));
    }
}
