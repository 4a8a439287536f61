package dev.levee.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.NullMarked;

/// Every topic of Levee. Topics are created from this list and docs/reference/topics.md is made of it.
@NullMarked
public final class Topics {

    /// Commands and the journal of their executions must have the same number: a resource's journal is read back by
    /// whoever owns the resource's commands.
    public static final int PARTITIONS = 12;

    public static final Topic<CloudEvent> EVENTS = kept(
            "levee.events",
            CloudEvent.class,
            "account + resource hint",
            "What happened in the clouds, as their providers recorded it.",
            Duration.ofDays(30));

    public static final Topic<Policy> POLICIES = compacted(
            "levee.policies",
            Policy.class,
            "policy id",
            "What owners want done, where. A tombstone deletes a policy.",
            1);

    public static final Topic<Account> ACCOUNTS = compacted(
            "levee.accounts", Account.class, "account id", "Accounts Levee may look at, and how to reach them.", 1);

    public static final Topic<Command> COMMANDS = kept(
            "levee.commands",
            Command.class,
            "resource (ARN)",
            "Orders to the executor; all orders for a resource keep their order.",
            Duration.ofDays(7));

    public static final Topic<Finding> FINDINGS = compacted(
            "levee.findings",
            Finding.class,
            "account + resource + control",
            "What is wrong, or was, with which resource.",
            PARTITIONS);

    public static final Topic<AuditEvent> AUDIT = kept(
            "levee.audit",
            AuditEvent.class,
            "resource (ARN)",
            "Every decision, and every step of every command.",
            Duration.ofDays(400));

    public static final Topic<Snapshot> SNAPSHOTS = kept(
            "levee.snapshots",
            Snapshot.class,
            "resource (ARN)",
            "How a resource looked before, during and after a fix.",
            Duration.ofDays(400));

    public static final Topic<Execution> EXECUTIONS = compacted(
            "levee.executions",
            Execution.class,
            "command id, partitioned by resource",
            "The executor's journal: how far each command got.",
            PARTITIONS);

    public static final Topic<Readiness> READINESS = compacted(
            "levee.readiness", Readiness.class, "account id", "Whether Levee can do its work in each account.", 1);

    public static final Topic<Heartbeat> HEARTBEATS = compacted(
            "levee.heartbeats",
            Heartbeat.class,
            "account/region",
            "When the forwarding of an account's events was last seen to work.",
            1);

    /// Not Avro: the bytes as they were received, with headers saying why. See [DeadLetters].
    public static final String DEAD_LETTERS = "levee.dead-letters";

    private static final int DEAD_LETTER_PARTITIONS = 3;
    private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);

    static {
        TrustedRecords.install();
    }

    private Topics() {}

    /// Every topic with a schema.
    public static List<Topic<?>> all() {
        return List.of(
                EVENTS, POLICIES, ACCOUNTS, COMMANDS, FINDINGS, AUDIT, SNAPSHOTS, EXECUTIONS, READINESS, HEARTBEATS);
    }

    /// Every topic as Kafka is asked to create it.
    ///
    /// @param most the most partitions any topic gets; a small machine needs few
    /// @param replication copies of each record; empty leaves it to the broker's default
    public static List<NewTopic> toCreate(int most, Optional<Short> replication) {
        List<NewTopic> topics = new ArrayList<>();
        all().forEach(topic -> topics.add(topic.toCreate(Math.min(topic.partitions(), most), replication)));
        topics.add(new NewTopic(DEAD_LETTERS, Optional.of(Math.min(DEAD_LETTER_PARTITIONS, most)), replication)
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(DEAD_LETTER_RETENTION.toMillis()))));
        return List.copyOf(topics);
    }

    private static <V extends SpecificRecord> Topic<V> kept(
            String name, Class<V> type, String key, String purpose, Duration retention) {
        return new Topic<>(name, type, key, purpose, PARTITIONS, Optional.of(retention));
    }

    private static <V extends SpecificRecord> Topic<V> compacted(
            String name, Class<V> type, String key, String purpose, int partitions) {
        return new Topic<>(name, type, key, purpose, partitions, Optional.empty());
    }
}
