package dev.levee.executor;

import dev.levee.executor.journal.Journal;
import dev.levee.executor.journal.Records;
import dev.levee.executor.lane.Lanes;
import dev.levee.executor.manual.Desk;
import dev.levee.executor.remedy.Progress;
import dev.levee.executor.remedy.Turn;
import dev.levee.executor.session.CodeSource;
import dev.levee.schemas.Command;
import dev.levee.schemas.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Runs commands turn by turn in their resources' lanes, for as long as their partitions are this instance's.
///
/// Between two turns a command waits on a timer and in the journal, and holds no lane.
final class CommandRunner implements Desk, AutoCloseable {

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final long NO_OFFSET = -1;

    private final Map<Integer, PartitionWork> partitions = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("timers").factory());
    private final Lanes lanes;
    private final Turns turns;
    private final Records records;
    private final BooleanSupplier lease;
    private final Clock clock;

    /// Takes a command as far as it gets without waiting.
    @FunctionalInterface
    interface Turns {
        Turn take(Progress progress, CodeSource codes, BooleanSupplier ours);
    }

    /// @param lease whether Kafka still counts on this instance; asked right before anything is changed
    /// @param fatal told of what a turn could not cope with
    CommandRunner(
            Turns turns,
            Records records,
            BooleanSupplier lease,
            Consumer<Throwable> fatal,
            MeterRegistry meters,
            Clock clock) {
        this.turns = turns;
        this.records = records;
        this.lease = lease;
        this.lanes = new Lanes(fatal);
        this.clock = clock;
        timers.setRemoveOnCancelPolicy(true);
        Gauge.builder("levee.executor.in.flight", inFlight, AtomicInteger::get)
                .description("Commands at work or queued")
                .register(meters);
        Gauge.builder("levee.executor.waiting", this, CommandRunner::waiting)
                .description("Commands that wait for a resource or a cloud")
                .register(meters);
    }

    int inFlight() {
        return inFlight.get();
    }

    Set<Integer> owned() {
        return partitions.keySet();
    }

    Optional<PartitionWork> work(int partition) {
        return Optional.ofNullable(partitions.get(partition));
    }

    /// Starts a command that a record of its topic holds, unless it is known already.
    void start(Command command, int partition, PartitionWork work, long offset) {
        if (work.admit(command.getId())) {
            enqueue(Progress.first(command, partition, clock.instant()), codes(command), work, offset);
        } else {
            work.offsets().done(offset);
        }
    }

    /// Runs something that is no command in a lane of its own.
    void run(String lane, Runnable task) {
        lanes.submit(lane, task);
    }

    @Override
    public Optional<CompletableFuture<Turn>> take(Command command, int partition, CodeSource.Typed code) {
        return work(partition).map(work -> {
            CompletableFuture<Turn> first = new CompletableFuture<>();
            work.admit(command.getId());
            enqueue(Progress.first(command, partition, clock.instant()), code, work, NO_OFFSET, first);
            return first;
        });
    }

    @Override
    public boolean owns(int partition) {
        return partitions.containsKey(partition);
    }

    /// A partition came, with its journal: unfinished commands go on, ended ones are known.
    PartitionWork takeOver(int partition, Journal.Entries journal) {
        PartitionWork work = new PartitionWork();
        partitions.put(partition, work);
        journal.ended().forEach((command, deadline) -> work.ended(command, forgetAt(deadline)));
        journal.unfinished().forEach((command, execution) -> {
            if (work.admit(command)) {
                schedule(
                        Progress.resumed(execution, partition),
                        work,
                        execution.getDueAt().orElse(clock.instant()));
            }
        });
        return work;
    }

    /// Lets nothing new begin in these partitions.
    void giveAway(Collection<Integer> numbers) {
        numbers.forEach(number -> work(number).ifPresent(PartitionWork::giveAway));
    }

    void drop(Collection<Integer> numbers) {
        numbers.forEach(partitions::remove);
    }

    /// Forgets the commands that their topic cannot deliver again, in memory and in the journal.
    void forgetOld() {
        Instant now = clock.instant();
        partitions.forEach((partition, work) -> {
            List<String> commands = work.forgettable(now);
            Records.Batch tombstones = records.batch();
            commands.forEach(command -> tombstones.forget(partition, command));
            tombstones.await();
            work.forget(commands);
        });
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }

    private void enqueue(Progress progress, CodeSource codes, PartitionWork work, long offset) {
        enqueue(progress, codes, work, offset, new CompletableFuture<>());
    }

    private void enqueue(
            Progress progress, CodeSource codes, PartitionWork work, long offset, CompletableFuture<Turn> answer) {
        inFlight.incrementAndGet();
        lanes.submit(progress.command().getResource(), () -> {
            try {
                answer.complete(turn(progress, codes, work, offset));
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
                throw e;
            } finally {
                inFlight.decrementAndGet();
            }
        });
    }

    /// By its end the code is forgotten, whether it was needed or not.
    private Turn turn(Progress progress, CodeSource codes, PartitionWork work, long offset) {
        try {
            return work.begin(progress.command().getId()) ? begun(progress, codes, work, offset) : new Turn.Abandoned();
        } finally {
            codes.wipe();
        }
    }

    private Turn begun(Progress progress, CodeSource codes, PartitionWork work, long offset) {
        try {
            Turn turn = turns.take(progress, codes, () -> work.ours() && lease.getAsBoolean());
            switch (turn) {
                case Turn.Ended _ -> {
                    work.ended(
                            progress.command().getId(),
                            forgetAt(progress.command().getDeadline()));
                    work.offsets().done(offset);
                }
                case Turn.Later(var next, var dueAt) -> {
                    schedule(next, work, dueAt);
                    work.offsets().done(offset);
                }
                case Turn.Abandoned _ when work.ours() -> retry(progress, work, offset);
                case Turn.Abandoned _ -> {}
            }
            return turn;
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
                () -> timers.schedule(
                        () -> enqueue(progress, codes(progress.command()), work, offset),
                        RETRY.toMillis(),
                        TimeUnit.MILLISECONDS));
    }

    /// Takes up again what stands in the journal; its offset is behind already.
    private void resume(Progress progress, PartitionWork work) {
        enqueue(progress, codes(progress.command()), work, NO_OFFSET);
    }

    /// A person's code is there for the first turn of an order only, and never for what a topic holds.
    private static CodeSource codes(Command command) {
        return command.getRequestedBy().isPresent() ? new CodeSource.Absent() : new CodeSource.Secret();
    }

    /// A command is forgotten when the topic cannot hold it any more.
    private static Instant forgetAt(Instant deadline) {
        return deadline.plus(Topics.COMMANDS.retention().orElseThrow());
    }

    private int waiting() {
        return partitions.values().stream().mapToInt(PartitionWork::waiting).sum();
    }
}
