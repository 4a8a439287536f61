package dev.levee.executor.readiness;

import dev.levee.executor.authority.CurrentTable;
import dev.levee.schemas.Heartbeat;
import dev.levee.schemas.HeartbeatEvent;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The heartbeats that came back.
public final class Heartbeats implements AutoCloseable {

    private final Map<String, Expected> expected = new ConcurrentHashMap<>();
    private final CurrentTable<Heartbeat, Heartbeat> table;

    public Heartbeats(Map<String, Object> kafka, Registry registry) {
        table = new CurrentTable<>(
                kafka,
                registry,
                Topics.HEARTBEATS,
                one -> HeartbeatEvent.key(one.getAccount(), one.getRegion()),
                this::seen);
    }

    private record Expected(String account, String region, CompletableFuture<Heartbeat> back) {}

    /// See [CurrentTable#start].
    public void start(Duration patience) {
        table.start(patience);
    }

    /// Completes when this heartbeat is back. To be called before it is sent; forgotten when cancelled.
    CompletableFuture<Heartbeat> expect(String account, String region, String id) {
        CompletableFuture<Heartbeat> back = new CompletableFuture<>();
        expected.put(id, new Expected(account, region, back));
        CompletableFuture<Heartbeat> done = back.copy();
        done.whenComplete((_, _) -> expected.remove(id));
        return done;
    }

    /// The last one that came back from there.
    Optional<Heartbeat> last(String account, String region) {
        return table.get(HeartbeatEvent.key(account, region));
    }

    Collection<Heartbeat> all() {
        return table.all();
    }

    /// Why the topic is not read any more.
    Optional<Throwable> failure() {
        return table.failure();
    }

    @Override
    public void close() {
        table.close();
    }

    private Heartbeat seen(Heartbeat heartbeat) {
        Optional.ofNullable(expected.get(heartbeat.getId()))
                .filter(one -> one.account().equals(heartbeat.getAccount())
                        && one.region().equals(heartbeat.getRegion()))
                .ifPresent(one -> one.back().complete(heartbeat));
        return heartbeat;
    }
}
