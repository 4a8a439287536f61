package dev.levee.executor.readiness;

import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.FailureKind;
import dev.levee.executor.session.Connections;
import dev.levee.executor.session.Opened;
import dev.levee.schemas.Account;
import dev.levee.schemas.Heartbeat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts a heartbeat on the accounts' buses every so often, and notices when they do not come back any more. A forwarder
/// that has fallen silent looks like an account in which nothing happens.
final class ForwardingWatch {

    private static final Logger log = LoggerFactory.getLogger(ForwardingWatch.class);
    private static final int PERIODS = 3;

    private final Heartbeats heartbeats;
    private final Connections connections;
    private final Duration period;
    private final Executor threads;
    private final Clock clock;
    private final Pulse pulse;
    private final Map<String, Instant> dueAt = new ConcurrentHashMap<>();
    private final Map<Source, Instant> sendingSince = new ConcurrentHashMap<>();
    private final Set<Source> silent = new HashSet<>();

    /// @param period zero for never
    /// @param threads where the heartbeats are sent
    ForwardingWatch(Heartbeats heartbeats, Connections connections, Duration period, Executor threads, Clock clock) {
        this.heartbeats = heartbeats;
        this.connections = connections;
        this.period = period;
        this.threads = threads;
        this.clock = clock;
        this.pulse = new Pulse(clock);
    }

    /// Where events come from.
    record Source(String account, String region) {}

    /// Sends what is due. Others than these accounts are forgotten.
    void send(Collection<Account> accounts) {
        Set<String> ids = new HashSet<>();
        accounts.forEach(account -> ids.add(account.getId()));
        dueAt.keySet().retainAll(ids);
        sendingSince.keySet().removeIf(source -> !ids.contains(source.account()));
        if (period.isZero()) {
            return;
        }
        Instant now = clock.instant();
        for (Account account : accounts) {
            if (!now.isBefore(dueAt.getOrDefault(account.getId(), Instant.MIN))) {
                dueAt.put(account.getId(), now.plus(period));
                threads.execute(() -> beat(account));
            }
        }
    }

    /// Whether each source that heartbeats are sent from is silent.
    Map<Source, Boolean> sources() {
        Map<Source, Boolean> sources = new ConcurrentHashMap<>();
        sendingSince.forEach((source, since) -> sources.put(source, isSilent(source, since)));
        return sources;
    }

    /// Returns the accounts of which a source fell silent, or came back, since the last call.
    Set<String> changes(Map<Source, Boolean> sources) {
        Set<String> changed = new HashSet<>();
        silent.removeIf(source -> !sources.containsKey(source));
        sources.forEach((source, now) -> {
            if (now ? silent.add(source) : silent.remove(source)) {
                changed.add(source.account());
                log.atLevel(now ? org.slf4j.event.Level.WARN : org.slf4j.event.Level.INFO)
                        .addKeyValue("account", source.account())
                        .addKeyValue("region", source.region())
                        .log(now ? "events are not forwarded any more" : "events are forwarded again");
            }
        });
        return changed;
    }

    /// By the time the ingest connector saw it: the others are what the account says.
    private boolean isSilent(Source source, Instant since) {
        Instant last = heartbeats
                .last(source.account(), source.region())
                .map(Heartbeat::getSeenAt)
                .filter(since::isBefore)
                .orElse(since);
        return last.plus(period.multipliedBy(PERIODS)).isBefore(clock.instant());
    }

    private void beat(Account account) {
        if (connections.reader(account) instanceof Opened.Session(CloudApi reader)
                && Pulse.regions(account, reader) instanceof Pulse.Regions.Known(List<String> regions)) {
            sendingSince
                    .keySet()
                    .removeIf(source -> source.account().equals(account.getId()) && !regions.contains(source.region()));
            regions.forEach(region -> beat(account, region, reader));
        } else {
            sendingSince.keySet().removeIf(source -> source.account().equals(account.getId()));
        }
    }

    private void beat(Account account, String region, CloudApi reader) {
        Source source = new Source(account.getId(), region);
        Optional<CloudAnswer.Failure> failure =
                pulse.send(reader, region, UUID.randomUUID().toString());
        if (failure.isEmpty()) {
            sendingSince.putIfAbsent(source, clock.instant());
            return;
        }
        sendingSince.remove(source);
        if (failure.get().kind() == FailureKind.EXPIRED_CREDENTIALS) {
            connections.forget(account);
        }
        log.atWarn()
                .addKeyValue("account", account.getId())
                .addKeyValue("region", region)
                .addKeyValue("error", failure.get().code())
                .log("heartbeat not sent");
    }
}
