package dev.levee.executor;

import dev.levee.executor.journal.Decoder;
import dev.levee.executor.journal.Journal;
import dev.levee.executor.journal.Records;
import dev.levee.executor.lane.Lanes;
import dev.levee.executor.remedy.Progress;
import dev.levee.executor.remedy.Turn;
import dev.levee.schemas.Command;
import dev.levee.schemas.Execution;
import dev.levee.schemas.ExecutionState;
import dev.levee.schemas.Topics;
import dev.levee.service.Health;
import io.micrometer.core.instrument.Gauge;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
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
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final long NO_OFFSET = -1;
    private static final Duration COMMIT = Duration.ofSeconds(1);
    private static final Duration TIDY = Duration.ofMinutes(1);

    /// Kafka gives a silent instance's partitions away after its session timeout, 45 s unless set otherwise. Whoever
    /// has not polled for this long may have lost them without knowing.
    private static final Duration LEASE = Duration.ofSeconds(20);

    private final Map<Integer, PartitionWork> partitions = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("timers").factory());
    private final Lanes lanes = new Lanes(this::die);
    private final Thread thread = new Thread(this::run, "commands");
    private final ExecutorConfig config;
    private final Journal journal;
    private final Records records;
    private final Turns turns;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Decoder<Command> decoder;

    private volatile boolean stopping;
    private volatile boolean joined;
    private volatile long polledAt = System.nanoTime();
    private volatile @Nullable Throwable failure;
    private Instant commitAt = Instant.MIN;
    private Instant tidyAt = Instant.MIN;

    /// Takes a command as far as it gets without waiting.
    @FunctionalInterface
    interface Turns {
        Turn take(Progress progress, BooleanSupplier ours);
    }

    CommandLoop(
            ExecutorConfig config, Journal journal, Records records, Turns turns, MeterRegistry meters, Clock clock) {
        this.config = config;
        this.journal = journal;
        this.records = records;
        this.turns = turns;
        this.meters = meters;
        this.clock = clock;
        this.decoder = new Decoder<>(Topics.COMMANDS, config.registry());
        timers.setRemoveOnCancelPolicy(true);
        Gauge.builder("levee.executor.in.flight", inFlight, AtomicInteger::get)
                .description("Commands at work or queued")
                .register(meters);
        Gauge.builder("levee.executor.waiting", this, CommandLoop::waiting)
                .description("Commands that wait for a resource or a cloud")
                .register(meters);
    }

    void start() {
        thread.start();
    }

    Health health() {
        if (failure != null) {
            return Health.dead(
                    "commands are not taken up any more: " + failure.getClass().getSimpleName());
        }
        return joined
                ? Health.up(Map.of("partitions", partitions.keySet().toString()))
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
        timers.shutdownNow();
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
            giveAway(consumer, List.copyOf(partitions.keySet()));
        } catch (RuntimeException e) {
            die(e);
        } finally {
            partitions.values().forEach(PartitionWork::giveAway);
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
        if (inFlight.get() >= config.maxInFlight()) {
            consumer.pause(consumer.assignment());
        } else if (!consumer.paused().isEmpty()) {
            consumer.resume(consumer.paused());
        }
    }

    private void receive(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        PartitionWork work = partitions.get(record.partition());
        if (work == null) {
            return;
        }
        work.offsets().started(record.offset());
        switch (Received.of(record, decoder)) {
            case Received.Usable(var command)
            when work.admit(command.getId()) ->
                enqueue(Progress.first(command, record.partition(), clock.instant()), work, record.offset());
            case Received.Usable _ -> work.offsets().done(record.offset());
            case Received.Unusable(var why) -> bury(record, why, work);
        }
    }

    private void bury(ConsumerRecord<byte @Nullable [], byte @Nullable []> record, String why, PartitionWork work) {
        log.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("error", why)
                .log("command is not usable");
        Records.Batch letter = records.batch().deadLetter(record, why);
        lanes.submit("dead-letter-" + record.partition(), () -> {
            letter.await();
            work.offsets().done(record.offset());
        });
    }

    private void enqueue(Progress progress, PartitionWork work, long offset) {
        inFlight.incrementAndGet();
        lanes.submit(progress.command().getResource(), () -> {
            try {
                if (work.begin(progress.command().getId())) {
                    turn(progress, work, offset);
                }
            } finally {
                inFlight.decrementAndGet();
            }
        });
    }

    private void turn(Progress progress, PartitionWork work, long offset) {
        try {
            switch (turns.take(progress, () -> work.ours() && holdsLease())) {
                case Turn.Ended _ -> {
                    work.ended(progress.command().getId(), forgetAt(progress.command()));
                    work.offsets().done(offset);
                }
                case Turn.Later(var next, var dueAt) -> {
                    schedule(next, work, dueAt);
                    work.offsets().done(offset);
                }
                case Turn.Abandoned _ when work.ours() -> retry(progress, work, offset);
                case Turn.Abandoned _ -> {}
            }
        } finally {
            work.finish();
        }
    }

    private void schedule(Progress progress, PartitionWork work, Instant dueAt) {
        long wait = Math.max(0, Duration.between(clock.instant(), dueAt).toMillis());
        work.waitsFor(
                progress.command().getId(),
                () -> timers.schedule(() -> resume(progress, work), wait, TimeUnit.MILLISECONDS));
    }

    /// The lease ran out while the loop was held up; it is renewed with the next poll.
    private void retry(Progress progress, PartitionWork work, long offset) {
        work.waitsFor(
                progress.command().getId(),
                () -> timers.schedule(() -> enqueue(progress, work, offset), RETRY.toMillis(), TimeUnit.MILLISECONDS));
    }

    /// Takes up again what stands in the journal; its offset is behind already.
    private void resume(Progress progress, PartitionWork work) {
        enqueue(progress, work, NO_OFFSET);
    }

    /// A command is forgotten when the topic cannot hold it any more.
    private static Instant forgetAt(Command command) {
        return command.getDeadline().plus(Topics.COMMANDS.retention().orElseThrow());
    }

    private void tidy() {
        Instant now = clock.instant();
        if (now.isBefore(tidyAt)) {
            return;
        }
        tidyAt = now.plus(TIDY);
        partitions.forEach((partition, work) -> {
            List<String> commands = work.forgettable(now);
            Records.Batch tombstones = records.batch();
            commands.forEach(command -> tombstones.forget(partition, command));
            tombstones.await();
            work.forget(commands);
        });
    }

    /// A commit that fails is made up for by the next one, or by the journal.
    private void commit(Consumer<?, ?> consumer) {
        Instant now = clock.instant();
        if (now.isBefore(commitAt)) {
            return;
        }
        commitAt = now.plus(COMMIT);
        Map<TopicPartition, OffsetAndMetadata> behind = behind(partitions.keySet());
        if (!behind.isEmpty()) {
            consumer.commitAsync(behind, null);
        }
    }

    private boolean holdsLease() {
        return System.nanoTime() - polledAt < LEASE.toNanos();
    }

    private int waiting() {
        return partitions.values().stream().mapToInt(PartitionWork::waiting).sum();
    }

    private void die(Throwable cause) {
        if (failure == null && !stopping) {
            log.atError().setCause(cause).log("executor cannot go on");
        }
        failure = cause;
    }

    private Map<TopicPartition, OffsetAndMetadata> behind(Collection<Integer> numbers) {
        Map<TopicPartition, OffsetAndMetadata> behind = new HashMap<>();
        for (int number : numbers) {
            PartitionWork work = partitions.get(number);
            if (work != null) {
                work.toCommit()
                        .ifPresent(offset -> behind.put(
                                new TopicPartition(Topics.COMMANDS.name(), number), new OffsetAndMetadata(offset)));
            }
        }
        return behind;
    }

    private void giveAway(Consumer<?, ?> consumer, List<Integer> numbers) {
        List<PartitionWork> leaving =
                numbers.stream().map(this::work).flatMap(Optional::stream).toList();
        leaving.forEach(PartitionWork::giveAway);
        long giveUp = System.nanoTime() + config.stopGrace().toNanos();
        leaving.forEach(work -> work.awaitIdle(giveUp));
        Map<TopicPartition, OffsetAndMetadata> behind = behind(numbers);
        numbers.forEach(partitions::remove);
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

    private Optional<PartitionWork> work(int number) {
        return Optional.ofNullable(partitions.get(number));
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
            numbers(lost).forEach(number -> {
                work(number).ifPresent(PartitionWork::giveAway);
                partitions.remove(number);
            });
        }

        private static List<Integer> numbers(Collection<TopicPartition> partitions) {
            return partitions.stream().map(TopicPartition::partition).toList();
        }
    }

    private void takeOver(int number, Collection<Execution> entries) {
        PartitionWork work = new PartitionWork();
        partitions.put(number, work);
        for (Execution execution : entries) {
            Command command = execution.getCommand();
            if (execution.getState() == ExecutionState.ENDED) {
                work.ended(command.getId(), forgetAt(command));
            } else if (work.admit(command.getId())) {
                schedule(
                        Progress.resumed(execution, number),
                        work,
                        execution.getDueAt().orElse(clock.instant()));
            }
        }
        log.atInfo()
                .addKeyValue("topic", Topics.COMMANDS.name())
                .addKeyValue("partition", number)
                .addKeyValue("unfinished", work.waiting())
                .log("partition taken over");
    }
}
