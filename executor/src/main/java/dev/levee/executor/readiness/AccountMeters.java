package dev.levee.executor.readiness;

import dev.levee.schemas.Readiness;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.Map;

/// What is measured of accounts. An account that goes takes its gauges along.
final class AccountMeters {

    private final MultiGauge ready;
    private final MultiGauge silent;

    AccountMeters(MeterRegistry registry) {
        ready = MultiGauge.builder("levee.account.ready")
                .description("1 where an account was ready when it was last verified, 0 where it was not")
                .register(registry);
        silent = MultiGauge.builder("levee.account.forwarding.silent")
                .description("1 while heartbeats put on an account's bus do not come back")
                .register(registry);
    }

    void ready(Collection<Readiness> known) {
        ready.register(
                known.stream()
                        .map(one -> Row.of(Tags.of("account", one.getAccount()), one.getReady() ? 1 : 0))
                        .toList(),
                true);
    }

    void silent(Map<ForwardingWatch.Source, Boolean> sources) {
        silent.register(
                sources.entrySet().stream()
                        .map(source -> Row.of(
                                Tags.of(
                                        "account", source.getKey().account(),
                                        "region", source.getKey().region()),
                                source.getValue() ? 1 : 0))
                        .toList(),
                true);
    }
}
