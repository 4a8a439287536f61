package dev.levee.executor.readiness;

import dev.levee.executor.session.CodeSource;
import dev.levee.executor.session.Connections;
import dev.levee.schemas.Account;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.Readiness;
import dev.levee.schemas.ReadinessStep;
import dev.levee.schemas.StepResult;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Verifies the accounts that are this instance's to watch: when it takes one over, when the account's record changes,
/// every so often, and when something suggests it.
public final class AccountWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AccountWatch.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int AT_ONCE = 8;

    /// An account that is not ready is looked at again sooner: somebody may be mending it.
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final Map<String, Watched> watched = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("account-watch").factory());
    /// One for each verification: the buffers a thread keeps for reading JSON end with it, and a secret that was read.
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("account-watch-", 0).factory());
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Accounts accounts;
    private final AccountVerifier verifier;
    private final Supplier<Needs> needs;
    private final Connections connections;
    private final Heartbeats heartbeats;
    private final ForwardingWatch forwarding;
    private final ReadinessTopic topic;
    private final AccountMeters meters;
    private final Duration every;
    private final Clock clock;
    private volatile boolean closed;

    /// Which accounts there are, and which of them this instance is to watch.
    ///
    /// @param ours by the account's id
    public record Accounts(Supplier<Collection<Account>> all, Predicate<String> ours) {

        private Map<String, Account> mine() {
            return all.get().stream()
                    .filter(account -> ours.test(account.getId()))
                    .collect(Collectors.toMap(Account::getId, Function.identity()));
        }
    }

    /// @param verifyEvery between two verifications of an account
    /// @param heartbeatEvery between two heartbeats from a region; zero for none
    public record Rhythm(Duration verifyEvery, Duration heartbeatEvery) {}

    /// @param heartbeats started, and closed with this
    /// @param topic started, and closed with this
    public AccountWatch(
            Accounts accounts,
            AccountVerifier verifier,
            Supplier<Needs> needs,
            Connections connections,
            Heartbeats heartbeats,
            ReadinessTopic topic,
            Rhythm rhythm,
            MeterRegistry meters,
            Clock clock) {
        this.accounts = accounts;
        this.verifier = verifier;
        this.needs = needs;
        this.connections = connections;
        this.heartbeats = heartbeats;
        this.forwarding = new ForwardingWatch(heartbeats, connections, rhythm.heartbeatEvery(), threads, clock);
        this.topic = topic;
        this.meters = new AccountMeters(meters);
        this.every = rhythm.verifyEvery();
        this.clock = clock;
    }

    public void start() {
        timer.scheduleWithFixedDelay(this::tickSafely, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Verifies an account soon, if it is this instance's to watch. Never blocks.
    public void recheck(String account) {
        watched.computeIfPresent(account, (_, one) -> one.askedFor(clock.instant()));
    }

    /// Why nothing is known any more of what comes back.
    public Optional<Throwable> failure() {
        return heartbeats.failure().or(topic::failure);
    }

    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        threads.shutdownNow();
        heartbeats.close();
        topic.close();
    }

    private void tickSafely() {
        try {
            tick();
        } catch (RuntimeException | Error e) {
            if (!closed) {
                log.atError().setCause(e).log("accounts could not be looked after; trying again");
            }
        }
    }

    private void tick() {
        Map<String, Account> mine = accounts.mine();
        watched.keySet().retainAll(mine.keySet());
        mine.forEach((id, account) -> watched.merge(id, Watched.anew(account), (one, _) -> one.of(account)));
        Instant now = clock.instant();
        watched.values().stream().filter(one -> one.isDue(now)).forEach(this::begin);
        forwarding.send(mine.values());
        Map<ForwardingWatch.Source, Boolean> sources = forwarding.sources();
        forwarding.changes(sources).forEach(this::recheck);
        meters.silent(sources);
        forgetTheGone();
    }

    private void forgetTheGone() {
        Map<String, Account> all =
                accounts.all().get().stream().collect(Collectors.toMap(Account::getId, Function.identity()));
        meters.ready(topic.all().stream()
                .filter(readiness -> all.containsKey(readiness.getAccount()))
                .toList());
        connections.retain(all.values());
        topic.forget(id -> !all.containsKey(id) && accounts.ours().test(id), heartbeats);
    }

    private void begin(Watched one) {
        watched.computeIfPresent(one.account().getId(), (_, current) -> current.begun());
        threads.execute(() -> {
            turns.acquireUninterruptibly();
            try {
                verify(one.account());
            } finally {
                turns.release();
            }
        });
    }

    private void verify(Account account) {
        boolean ready = false;
        try {
            CodeSource codes = account.getConnection().getMode() == ConnectionMode.AUTOMATED
                    ? new CodeSource.Secret()
                    : new CodeSource.Absent();
            Readiness readiness = verifier.verify(account, needs.get(), codes, _ -> {});
            ready = readiness.getReady();
            if (watched.containsKey(account.getId())) {
                tell(readiness);
                topic.publish(readiness);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!closed) {
                log.atError()
                        .setCause(e)
                        .addKeyValue("account", account.getId())
                        .log("account could not be verified");
            }
        } finally {
            Instant now = clock.instant();
            Duration pause = ready || every.compareTo(AGAIN) < 0 ? every : AGAIN;
            watched.computeIfPresent(account.getId(), (_, current) -> current.ended(now, now.plus(pause)));
        }
    }

    /// Only what is new.
    private void tell(Readiness found) {
        boolean wasReady =
                topic.latest(found.getAccount()).map(Readiness::getReady).orElse(true);
        if (found.getReady() && !wasReady) {
            log.atInfo().addKeyValue("account", found.getAccount()).log("account is ready again");
        }
        if (!found.getReady() && wasReady) {
            log.atWarn()
                    .addKeyValue("account", found.getAccount())
                    .addKeyValue(
                            "failed",
                            found.getSteps().stream()
                                    .filter(step -> step.getResult() == StepResult.FAILED)
                                    .map(ReadinessStep::getName)
                                    .distinct()
                                    .collect(Collectors.joining(",")))
                    .log("account is not ready");
        }
    }
}
