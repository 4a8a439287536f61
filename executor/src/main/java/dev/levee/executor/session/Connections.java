package dev.levee.executor.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.cloud.CloudApi;
import dev.levee.executor.session.Breakers.Way;
import dev.levee.schemas.Account;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The ways into accounts. An account that keeps Levee out is left alone for a while.
public final class Connections {

    private final ScanSessions scans;
    private final RemediatorSessions remediators;
    private final Breakers breakers;

    /// @param pause how long an account that keeps Levee out is left alone before the next attempt
    /// @param changed told the id of an account that is left alone from now on, or not any more
    public Connections(Sts sts, Duration pause, MeterRegistry meters, Clock clock, Consumer<String> changed) {
        this.scans = new ScanSessions(sts, clock);
        this.remediators = new RemediatorSessions(sts, clock);
        this.breakers = new Breakers(pause, meters, clock, changed);
    }

    /// Reads, and changes nothing.
    public Opened reader(Account account) {
        return AccountRecord.objection(account)
                .map(blocked -> counted(account, blocked))
                .orElseGet(() -> breakers.pass(account.getId(), Way.SCAN, () -> scans.open(account.getConnection())));
    }

    /// For one fix, see [RemediatorSessions#open]. A person's code is tried whatever happened before.
    public Opened remediator(Account account, CloudApi reader, JsonNode policy, String command, CodeSource codes) {
        return codes instanceof CodeSource.Secret
                ? breakers.pass(
                        account.getId(),
                        Way.REMEDIATE,
                        () -> remediators.open(reader, account.getConnection(), policy, command, codes))
                : counted(account, remediators.open(reader, account.getConnection(), policy, command, codes));
    }

    private Opened counted(Account account, Opened opened) {
        if (opened instanceof Opened.Blocked(var obstacle, var _)) {
            breakers.count(account.getId(), obstacle);
        }
        return opened;
    }

    /// Forgets all others, and what is measured of them.
    public void retain(Collection<Account> accounts) {
        breakers.retain(accounts.stream().map(Account::getId).collect(Collectors.toSet()));
        scans.retain(accounts.stream().map(Account::getConnection).toList());
    }

    /// The next reader gets a new session.
    public void forget(Account account) {
        scans.forget(account.getConnection());
    }

    /// Forgets every session.
    public void close() {
        scans.clear();
    }
}
