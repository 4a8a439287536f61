package dev.levee.cli.account;

import dev.levee.cli.environment.Cluster;
import dev.levee.cli.environment.CompactedTopic;
import dev.levee.schemas.Account;
import dev.levee.schemas.Readiness;
import dev.levee.schemas.Topics;
import dev.levee.service.ConfigurationException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The topics of accounts and of their readiness.
record PublishedAccounts(CompactedTopic<Account> accounts, CompactedTopic<Readiness> readiness) {

    static PublishedAccounts in(Cluster cluster) {
        return new PublishedAccounts(
                new CompactedTopic<>(cluster, Topics.ACCOUNTS, Account::getId),
                new CompactedTopic<>(cluster, Topics.READINESS, Readiness::getAccount));
    }

    /// @throws ConfigurationException if it is not there
    Account account(String id) {
        return accounts(List.of(id)).getFirst();
    }

    /// @throws ConfigurationException naming those that are not there
    List<Account> accounts(Collection<String> ids) {
        Map<String, Account> all = accounts.read();
        List<String> unknown = ids.stream()
                .filter(id -> !all.containsKey(id))
                .map("there is no account %s: see levee account list"::formatted)
                .toList();
        if (!unknown.isEmpty()) {
            throw new ConfigurationException(unknown);
        }
        return ids.stream().map(all::get).toList();
    }
}
