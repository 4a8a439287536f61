package dev.levee.executor.session;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Leaves an account alone that keeps Levee out: after three refusals in a row nothing is asked for a while, then one
/// attempt shows whether it was mended.
final class Breakers {

    private static final int REFUSALS = 3;
    private static final float EVERY_ONE = 100;

    /// The two ways into an account.
    enum Way {
        SCAN,
        REMEDIATE
    }

    private record Key(String account, Way way) {}

    private final Map<Key, Breaker> breakers = new ConcurrentHashMap<>();
    private final Map<String, Set<Meter>> shown = new ConcurrentHashMap<>();
    private final Duration pause;
    private final CircuitBreakerConfig config;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Consumer<String> changed;

    /// @param pause how long an account is left alone before the next attempt
    /// @param changed told the id of an account that is left alone from now on, or not any more
    Breakers(Duration pause, MeterRegistry meters, Clock clock, Consumer<String> changed) {
        this.pause = pause;
        this.meters = meters;
        this.clock = clock;
        this.changed = changed;
        this.config = CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(REFUSALS)
                .minimumNumberOfCalls(REFUSALS)
                .failureRateThreshold(EVERY_ONE)
                .waitDurationInOpenState(pause)
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(clock)
                .build();
    }

    Opened pass(String account, Way way, Supplier<Opened> attempt) {
        return breakers.computeIfAbsent(new Key(account, way), Breaker::new).pass(attempt);
    }

    /// Counts an attempt that was refused.
    void count(String account, Obstacle obstacle) {
        Counter refused = Counter.builder("levee.executor.account.blocked")
                .description("Attempts to enter an account that were refused, by what is in the way")
                .tag("account", account)
                .tag("obstacle", obstacle.id())
                .register(meters);
        show(account, refused);
        refused.increment();
    }

    /// Forgets other accounts, and what is measured of them.
    void retain(Set<String> accounts) {
        breakers.keySet().removeIf(key -> !accounts.contains(key.account()));
        shown.entrySet().removeIf(entry -> {
            boolean gone = !accounts.contains(entry.getKey());
            if (gone) {
                entry.getValue().forEach(meters::remove);
            }
            return gone;
        });
    }

    private void show(String account, Meter meter) {
        shown.computeIfAbsent(account, _ -> ConcurrentHashMap.newKeySet()).add(meter);
    }

    private final class Breaker {

        private final Key key;
        private final CircuitBreaker breaker;
        private volatile Opened.Blocked last = new Opened.Blocked(Obstacle.TRUST_REFUSED, "");

        Breaker(Key key) {
            this.key = key;
            this.breaker = CircuitBreaker.of(key.account() + "/" + key.way(), config);
            breaker.getEventPublisher().onStateTransition(event -> {
                if (event.getStateTransition().getToState() != CircuitBreaker.State.HALF_OPEN) {
                    changed.accept(key.account());
                }
            });
            Gauge held = Gauge.builder(
                            "levee.executor.account.held",
                            breaker,
                            b -> b.getState() == CircuitBreaker.State.CLOSED ? 0 : 1)
                    .description("1 while an account that keeps Levee out is left alone")
                    .tag("account", key.account())
                    .tag("way", key.way().name().toLowerCase(Locale.ROOT))
                    .register(meters);
            show(key.account(), held);
        }

        Opened pass(Supplier<Opened> attempt) {
            if (!breaker.tryAcquirePermission()) {
                return new Opened.Held(last, clock.instant().plus(pause));
            }
            boolean settled = false;
            try {
                Opened opened = attempt.get();
                switch (opened) {
                    case Opened.Session _ -> {
                        settled = true;
                        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
                    }
                    case Opened.Blocked blocked -> {
                        last = blocked;
                        settled = true;
                        count(key.account(), blocked.obstacle());
                        breaker.onError(0, TimeUnit.NANOSECONDS, new BlockedException());
                    }
                    case Opened.Held _, Opened.Failed _ -> {}
                }
                return opened;
            } finally {
                if (!settled) {
                    breaker.releasePermission();
                }
            }
        }
    }

    /// What the breaker counts; never thrown.
    private static final class BlockedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BlockedException() {
            super(null, null, false, false);
        }
    }
}
