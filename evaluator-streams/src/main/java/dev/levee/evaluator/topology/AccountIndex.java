package dev.levee.evaluator.topology;

import dev.levee.schemas.Account;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The accounts Levee may look at. One thread writes, any number read.
final class AccountIndex {

    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    List<String> put(String key, Account account) {
        if (!account.getId().equals(key)) {
            remove(key);
            return List.of("the record's key is not the account's id, which is " + account.getId());
        }
        accounts.put(key, account);
        return List.of();
    }

    void remove(String key) {
        accounts.remove(key);
    }

    Optional<Account> account(String id) {
        return Optional.ofNullable(accounts.get(id));
    }
}
