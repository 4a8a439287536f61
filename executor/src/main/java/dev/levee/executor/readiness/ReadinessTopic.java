package dev.levee.executor.readiness;

import dev.levee.executor.authority.CurrentTable;
import dev.levee.executor.journal.Records;
import dev.levee.schemas.Heartbeat;
import dev.levee.schemas.HeartbeatEvent;
import dev.levee.schemas.Readiness;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What is known of the readiness of accounts, whoever found it out.
public final class ReadinessTopic implements AutoCloseable {

    private final CurrentTable<Readiness, Readiness> table;
    private final Records records;

    public ReadinessTopic(Map<String, Object> kafka, Registry registry, Records records) {
        this.table =
                new CurrentTable<>(kafka, registry, Topics.READINESS, Readiness::getAccount, readiness -> readiness);
        this.records = records;
    }

    /// See [CurrentTable#start].
    public void start(Duration patience) {
        table.start(patience);
    }

    Optional<Readiness> latest(String account) {
        return table.get(account);
    }

    Collection<Readiness> all() {
        return table.all();
    }

    /// Returns once Kafka has it.
    void publish(Readiness readiness) {
        records.batch().readiness(readiness).await();
    }

    /// Takes away what is left of accounts that are no more.
    ///
    /// @param gone tells them by their ids
    void forget(Predicate<String> gone, Heartbeats heartbeats) {
        Records.Batch tombstones = records.batch();
        for (Readiness readiness : table.all()) {
            if (gone.test(readiness.getAccount())) {
                tombstones.delete(Topics.READINESS, readiness.getAccount());
            }
        }
        for (Heartbeat heartbeat : heartbeats.all()) {
            if (gone.test(heartbeat.getAccount())) {
                tombstones.delete(Topics.HEARTBEATS, HeartbeatEvent.key(heartbeat.getAccount(), heartbeat.getRegion()));
            }
        }
        tombstones.await();
    }

    /// Why the topic is not read any more.
    Optional<Throwable> failure() {
        return table.failure();
    }

    @Override
    public void close() {
        table.close();
    }
}
