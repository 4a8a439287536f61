package dev.levee.evaluator.topology;

import dev.levee.evaluator.decision.AccountIndex;
import dev.levee.evaluator.decision.Change;
import dev.levee.evaluator.decision.Decider;
import dev.levee.evaluator.decision.Decision;
import dev.levee.evaluator.decision.PolicyIndex;
import dev.levee.evaluator.reading.EventReader;
import dev.levee.rulebook.Rulebook;
import dev.levee.schemas.Account;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.EventOutcome;
import dev.levee.schemas.Policy;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topic;
import dev.levee.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Record;

/// Decides, for every change in the clouds, which policies it concerns and what to order.
///
/// ```
/// events ──▶ drop-unmatched ──▶ read ──▶ drop-ineffective ──▶ drop-duplicates ──▶ decide ──▶ order ──▶ commands
///                  ▲              └──▶ bury ──▶ dead-letters                        ▲  └───▶ report ──▶ audit
/// policies ────────┴────────────────────────────────────────────────────────────────┤
/// accounts ─────────────────────────────────────────────────────────────────────────┘
/// ```
///
/// Policies and accounts are held in full by every instance: they are few, and every change needs them, so nothing is
/// repartitioned. A policy does not reopen changes that came before it.
public final class EvaluationTopology {

    private final Registry registry;
    private final Duration deduplicationWindow;
    private final Clock clock;
    private final Decider decider;
    private final EvaluatorMetrics metrics;
    private final EventReader reader;
    private final PolicyIndex policies;
    private final AccountIndex accounts = new AccountIndex();
    private final CompactedView<Policy> policyView;
    private final CompactedView<Account> accountView;

    /// @param deadLetters takes what the stream cannot write itself: broken policies and accounts, told again by every
    /// instance at each start
    public EvaluationTopology(
            Registry registry,
            Rulebook rulebook,
            Decider decider,
            Duration deduplicationWindow,
            Clock clock,
            MeterRegistry meters,
            Consumer<ProducerRecord<byte[], byte[]>> deadLetters) {
        this.registry = registry;
        this.decider = decider;
        this.deduplicationWindow = deduplicationWindow;
        this.clock = clock;
        metrics = EvaluatorMetrics.in(meters);
        reader = new EventReader(registry);
        policies = new PolicyIndex(rulebook);
        policyView = new CompactedView<>(
                Topics.POLICIES, "policies", registry, policies::put, policies::remove, deadLetters);
        accountView = new CompactedView<>(
                Topics.ACCOUNTS, "accounts", registry, accounts::put, accounts::remove, deadLetters);
        metrics.follow("policies", policyView);
        metrics.follow("accounts", accountView);
    }

    public Topology build(StreamsConfig config) {
        // The builder must see the config: without it Kafka ignores ensure.explicit.internal.resource.naming.
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
        policyView.addTo(builder);
        accountView.addTo(builder);

        KStream<byte[], Received> received = read(dropUnmatched(events(builder)));
        bury(received);
        KStream<byte[], Change> changes = dropDuplicates(dropIneffective(received), builder);
        KStream<byte[], Decision> decisions = decide(changes);
        order(decisions);
        report(decisions);
        return builder.build();
    }

    /// Policy id → what is wrong with it.
    public Map<String, String> brokenPolicies() {
        return policyView.broken();
    }

    /// Account id → what is wrong with it.
    public Map<String, String> brokenAccounts() {
        return accountView.broken();
    }

    private static KStream<byte[], byte[]> events(StreamsBuilder builder) {
        return builder.stream(
                Topics.EVENTS.name(),
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("events"));
    }

    private KStream<byte[], byte[]> dropUnmatched(KStream<byte[], byte[]> events) {
        return events.processValues(() -> new DropUnmatched(policies, metrics), Named.as("drop-unmatched"));
    }

    private KStream<byte[], Received> read(KStream<byte[], byte[]> events) {
        return events.processValues(() -> new ReadEvents(reader, metrics), Named.as("read"));
    }

    private void bury(KStream<byte[], Received> received) {
        received.process(() -> new Forward<>(EvaluationTopology::deadLetter), Named.as("bury"))
                .to(
                        Topics.DEAD_LETTERS,
                        Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("dead-letters"));
    }

    private KStream<byte[], Change> dropIneffective(KStream<byte[], Received> received) {
        return received.flatMapValues(this::effective, Named.as("drop-ineffective"));
    }

    private KStream<byte[], Change> dropDuplicates(KStream<byte[], Change> changes, StreamsBuilder builder) {
        builder.addStateStore(DropDuplicates.store(deduplicationWindow));
        return changes.processValues(
                () -> new DropDuplicates(deduplicationWindow, clock, metrics),
                Named.as("drop-duplicates"),
                DropDuplicates.STORE);
    }

    private KStream<byte[], Decision> decide(KStream<byte[], Change> changes) {
        return changes.flatMapValues(this::decisions, Named.as("decide"));
    }

    private void order(KStream<byte[], Decision> decisions) {
        decisions
                .process(() -> new Forward<>(Outgoing::command), Named.as("order"))
                .to(Topics.COMMANDS.name(), producedAs("commands", Topics.COMMANDS));
    }

    private void report(KStream<byte[], Decision> decisions) {
        decisions
                .process(() -> new Forward<>(d -> Outgoing.audit(d, clock.instant())), Named.as("report"))
                .to(Topics.AUDIT.name(), producedAs("audit", Topics.AUDIT));
    }

    private <V extends SpecificRecord> Produced<String, V> producedAs(String node, Topic<V> topic) {
        return Produced.with(topic.keys(), topic.values(registry)).withName(node);
    }

    private List<Change> effective(Received received) {
        return received instanceof Received.Event(Change change)
                        && concernsPolicies(change)
                        && changedSomething(change.event())
                ? List.of(change)
                : List.of();
    }

    /// Not known before where the header is missing.
    private boolean concernsPolicies(Change change) {
        boolean watched = policies.watches(change.action());
        if (!watched) {
            metrics.unmatched().increment();
        }
        return watched;
    }

    private boolean changedSomething(CloudEvent event) {
        boolean changed = event.getOutcome() == EventOutcome.SUCCEEDED && !event.getReadOnly();
        if (!changed) {
            metrics.ineffective().increment();
        }
        return changed;
    }

    private List<Decision> decisions(Change change) {
        List<Decision> decisions = decider.decide(
                change,
                policies.rules(change.action()),
                accounts.account(change.event().getAccount()),
                clock.instant());
        decisions.forEach(metrics::count);
        return decisions;
    }

    private static Optional<Record<byte[], byte[]>> deadLetter(Record<byte[], Received> record) {
        return record.value() instanceof Received.Unreadable(ProducerRecord<byte[], byte[]> letter)
                ? Optional.of(new Record<>(letter.key(), letter.value(), record.timestamp(), letter.headers()))
                : Optional.empty();
    }
}
