package dev.levee.executor;

import dev.levee.executor.journal.Decoder;
import dev.levee.executor.journal.Journal;
import dev.levee.executor.journal.Records;
import dev.levee.executor.manual.Desk;
import dev.levee.schemas.Command;
import dev.levee.schemas.Topics;
import dev.levee.service.Health;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches commands, gives each to its resource's lane, and commits what is behind.
///
/// An offset is behind when its command has ended or stands in the journal. A partition that comes brings its journal:
/// unfinished commands go on, ended ones are known. A partition that goes takes its commands along.
final class CommandLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CommandLoop.class);
    private static final int MAX_POLL = 500;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration COMMIT = Duration.ofSeconds(1);
    private static final Duration TIDY = Duration.ofMinutes(1);

    /// Kafka gives a silent instance's partitions away after its session timeout, 45 s unless set otherwise. Whoever
    /// has not polled for this long may have lost them without knowing.
    private static final Duration LEASE = Duration.ofSeconds(20);

    private final Thread thread = new Thread(this::run, "commands");
    private final ExecutorConfig config;
    private final Journal journal;
    private final Records records;
    private final CommandRunner runner;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Decoder<Command> decoder;

    private volatile boolean stopping;
    private volatile boolean joined;
    private volatile long polledAt = System.nanoTime();
    private volatile @Nullable Throwable failure;
    private Instant commitAt = Instant.MIN;
    private Instant tidyAt = Instant.MIN;

    CommandLoop(
            ExecutorConfig config,
            Journal journal,
            Records records,
            CommandRunner.Turns turns,
            MeterRegistry meters,
            Clock clock) {
        this.config = config;
        this.journal = journal;
        this.records = records;
        this.meters = meters;
        this.clock = clock;
        this.decoder = new Decoder<>(Topics.COMMANDS, config.registry());
        this.runner = new CommandRunner(turns, records, this::holdsLease, this::die, meters, clock);
    }

    void start() {
        thread.start();
    }

    /// Where persons' orders are taken.
    Desk desk() {
        return runner;
    }

    Health health() {
        if (failure != null) {
            return Health.dead(
                    "commands are not taken up any more: " + failure.getClass().getSimpleName());
        }
        return joined
                ? Health.up(Map.of("partitions", runner.owned().toString()))
                : Health.notReady("waiting for partitions of " + Topics.COMMANDS.name());
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(config.stopGrace().plus(config.stopGrace()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        runner.close();
    }

    private void run() {
        try (Consumer<byte @Nullable [], byte @Nullable []> consumer = consumer();
                KafkaClientMetrics metrics = new KafkaClientMetrics(consumer)) {
            metrics.bindTo(meters);
            consumer.subscribe(List.of(Topics.COMMANDS.name()), new Assignments(consumer));
            while (!stopping && failure == null) {
                holdBack(consumer);
                consumer.poll(POLL).forEach(this::receive);
                polledAt = System.nanoTime();
                commit(consumer);
                tidy();
            }
            giveAway(consumer, List.copyOf(runner.owned()));
        } catch (RuntimeException | Error e) {
            die(e);
        } finally {
            runner.giveAway(runner.owned());
        }
    }

    private Consumer<byte @Nullable [], byte @Nullable []> consumer() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.min(MAX_POLL, config.maxInFlight()));
        properties.putAll(config.kafka());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /// Fetches no more while too many commands are in flight.
    private void holdBack(Consumer<?, ?> consumer) {
        if (runner.inFlight() >= config.maxInFlight()) {
            consumer.pause(consumer.assignment());
        } else if (!consumer.paused().isEmpty()) {
            consumer.resume(consumer.paused());
        }
    }

    private void receive(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        runner.work(record.partition()).ifPresent(work -> {
            work.offsets().started(record.offset());
            switch (Received.of(record, decoder)) {
                case Received.Usable(var command) -> runner.start(command, record.partition(), work, record.offset());
                case Received.Unusable(var why) -> bury(record, why, work);
            }
        });
    }

    private void bury(ConsumerRecord<byte @Nullable [], byte @Nullable []> record, String why, PartitionWork work) {
        log.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("error", why)
                .log("command is not usable");
        Records.Batch letter = records.batch().deadLetter(record, why);
        runner.run("dead-letter-" + record.partition(), () -> {
            letter.await();
            work.offsets().done(record.offset());
        });
    }

    private void tidy() {
        Instant now = clock.instant();
        if (now.isBefore(tidyAt)) {
            return;
        }
        tidyAt = now.plus(TIDY);
        runner.forgetOld();
    }

    /// A commit that fails is made up for by the next one, or by the journal.
    private void commit(Consumer<?, ?> consumer) {
        Instant now = clock.instant();
        if (now.isBefore(commitAt)) {
            return;
        }
        commitAt = now.plus(COMMIT);
        Map<TopicPartition, OffsetAndMetadata> behind = behind(runner.owned());
        if (!behind.isEmpty()) {
            consumer.commitAsync(behind, null);
        }
    }

    private boolean holdsLease() {
        return System.nanoTime() - polledAt < LEASE.toNanos();
    }

    private void die(Throwable cause) {
        boolean unexpected = failure == null && !stopping;
        failure = cause;
        if (unexpected) {
            log.atError().setCause(cause).log("executor cannot go on");
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> behind(Collection<Integer> numbers) {
        Map<TopicPartition, OffsetAndMetadata> behind = new HashMap<>();
        for (int number : numbers) {
            runner.work(number)
                    .flatMap(work -> work.toCommit().stream().boxed().findFirst())
                    .ifPresent(offset -> behind.put(
                            new TopicPartition(Topics.COMMANDS.name(), number), new OffsetAndMetadata(offset)));
        }
        return behind;
    }

    private void giveAway(Consumer<?, ?> consumer, List<Integer> numbers) {
        List<PartitionWork> leaving =
                numbers.stream().map(runner::work).flatMap(Optional::stream).toList();
        leaving.forEach(PartitionWork::giveAway);
        long giveUp = System.nanoTime() + config.stopGrace().toNanos();
        leaving.forEach(work -> work.awaitIdle(giveUp));
        Map<TopicPartition, OffsetAndMetadata> behind = behind(numbers);
        runner.drop(numbers);
        try {
            if (!behind.isEmpty()) {
                consumer.commitSync(behind);
            }
        } catch (KafkaException e) {
            log.atWarn()
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("offsets not committed; the next owner finds the commands in the journal");
        }
    }

    /// Runs on the loop's own thread, within poll.
    private final class Assignments implements ConsumerRebalanceListener {

        private final Consumer<?, ?> consumer;

        Assignments(Consumer<?, ?> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            List<Integer> numbers = numbers(assigned);
            if (!numbers.isEmpty()) {
                journal.readBack(numbers).forEach(CommandLoop.this::takeOver);
            }
            joined = true;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            giveAway(consumer, numbers(revoked));
        }

        /// They are somebody else's already: no commit, no grace.
        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            runner.giveAway(numbers(lost));
            runner.drop(numbers(lost));
        }

        private static List<Integer> numbers(Collection<TopicPartition> partitions) {
            return partitions.stream().map(TopicPartition::partition).toList();
        }
    }

    private void takeOver(int number, Journal.Entries entries) {
        PartitionWork work = runner.takeOver(number, entries);
        log.atInfo()
                .addKeyValue("topic", Topics.COMMANDS.name())
                .addKeyValue("partition", number)
                .addKeyValue("unfinished", work.waiting())
                .log("partition taken over");
    }
}
