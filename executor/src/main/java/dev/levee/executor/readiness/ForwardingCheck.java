package dev.levee.executor.readiness;

import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.schemas.Account;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Whether events of an account arrive: puts a heartbeat on its bus in every region, and waits for it on the topic.
final class ForwardingCheck {

    private final Heartbeats heartbeats;
    private final Pulse pulse;
    private final Duration patience;
    private final InstantSource clock;

    ForwardingCheck(Heartbeats heartbeats, Duration patience, InstantSource clock) {
        this.heartbeats = heartbeats;
        this.pulse = new Pulse(clock);
        this.patience = patience;
        this.clock = clock;
    }

    /// What became of a region's heartbeat.
    private sealed interface Beat {

        record Back(Duration after) implements Beat {}

        record Lost() implements Beat {}

        record Unsent(CloudAnswer.Failure failure) implements Beat {}
    }

    private record Region(String name, Beat beat) {}

    void run(Account account, CloudApi reader, Checklist list) throws InterruptedException {
        if (patience.isZero()) {
            list.skipped(Check.EVENTS, "heartbeats are switched off: LEVEE_EXECUTOR_HEARTBEAT_EVERY is 0");
            return;
        }
        switch (Pulse.regions(account, reader)) {
            case Pulse.Regions.Unknown(var failure) -> list.failed(Check.EVENTS, Pulse.DESCRIBE_REGIONS, failure);
            case Pulse.Regions.Known(var names) -> {
                List<Region> regions = beat(account.getId(), names, reader);
                boolean anyBack = regions.stream().anyMatch(region -> region.beat() instanceof Beat.Back);
                regions.forEach(region -> tell(region, anyBack, list));
            }
        }
    }

    /// In all regions at once.
    private List<Region> beat(String account, List<String> names, CloudApi reader) throws InterruptedException {
        List<Region> regions = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var beats = names.stream()
                    .map(name -> threads.submit(() -> new Region(name, beat(account, name, reader))))
                    .toList();
            for (var beat : beats) {
                regions.add(beat.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a heartbeat could not be tried", e.getCause());
        }
        return regions;
    }

    private Beat beat(String account, String region, CloudApi reader) throws InterruptedException {
        String id = UUID.randomUUID().toString();
        CompletableFuture<?> back = heartbeats.expect(account, region, id);
        Instant sent = clock.instant();
        try {
            Optional<CloudAnswer.Failure> failure = pulse.send(reader, region, id);
            if (failure.isPresent()) {
                return new Beat.Unsent(failure.get());
            }
            back.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Beat.Back(Duration.between(sent, clock.instant()));
        } catch (TimeoutException _) {
            return new Beat.Lost();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing fails a heartbeat", e);
        } finally {
            back.cancel(false);
        }
    }

    private void tell(Region region, boolean anyBack, Checklist list) {
        switch (region.beat()) {
            case Beat.Back(var after) ->
                list.passed(
                        Check.EVENTS,
                        region.name(),
                        "a heartbeat came back after %.1f s".formatted(after.toMillis() / 1e3));
            case Beat.Lost _ ->
                list.failed(
                        Check.EVENTS,
                        region.name(),
                        "a heartbeat did not come back within %d s".formatted(patience.toSeconds()),
                        anyBack ? mendOfTheRegion(region.name()) : mendOfTheWay());
            case Beat.Unsent(var failure) ->
                list.failed(
                        Check.EVENTS,
                        region.name(),
                        "%s failed: %s".formatted(Pulse.PUT_EVENTS, failure.code()),
                        Checklist.mend(Pulse.PUT_EVENTS, failure));
        }
    }

    private static String mendOfTheRegion(String region) {
        return ("other regions arrive, so look at the rule levee-forward-events in %s: it must be there, enabled, and lead to"
                        + " the central bus; deploy the template there again, or leave the region out (levee account add"
                        + " --region)")
                .formatted(region);
    }

    private static String mendOfTheWay() {
        return "follow the way of the events: in the account the rule levee-forward-events (enabled?) and its role; in"
                + " Levee's account the central bus's policy (does it let this account in?), its rule and the queue's policy;"
                + " then whether the ingest connector runs";
    }
}
