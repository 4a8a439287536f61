package dev.levee.cli.account;

import dev.levee.schemas.Account;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What becomes of accounts, one a line.
///
/// @param accounts as they are to be
/// @param published as they were until now, by id
/// @param dryRun nothing is written
record Tidings(List<Account> accounts, Map<String, Account> published, boolean dryRun) {

    List<String> lines() {
        return accounts.stream().map(this::line).toList();
    }

    static String leftOut(Newcomers.LeftOut left) {
        return "left out   %s  %s %s"
                .formatted(left.member().id(), left.member().name(), left.why());
    }

    private String line(Account account) {
        Optional<Account> before = Optional.ofNullable(published.get(account.getId()));
        List<String> changes = before.map(then -> AccountTable.changes(then, account))
                .orElseGet(() -> List.of(
                        AccountTable.word(account.getConnection().getMode()), String.join(", ", account.getGroups())));
        String what = before.isEmpty() ? "added" : changes.isEmpty() ? "unchanged" : "changed";
        String format = "%-9s  %s  %-" + nameWidth() + "s  %s";
        return (dryRun ? "would be " : "")
                + format.formatted(
                                what,
                                account.getId(),
                                account.getName(),
                                String.join(before.isEmpty() ? "  " : "; ", changes))
                        .stripTrailing();
    }

    private int nameWidth() {
        return accounts.stream().mapToInt(account -> account.getName().length()).reduce(1, Math::max);
    }
}
