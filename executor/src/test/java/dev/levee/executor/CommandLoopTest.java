package dev.levee.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.levee.executor.journal.Journal;
import dev.levee.executor.journal.Records;
import dev.levee.executor.readiness.AccountWatch;
import dev.levee.executor.remedy.Outcome;
import dev.levee.executor.remedy.Patience;
import dev.levee.executor.remedy.Progress;
import dev.levee.executor.remedy.Turn;
import dev.levee.executor.session.CodeSource;
import dev.levee.schemas.Command;
import dev.levee.schemas.DeadLetters;
import dev.levee.schemas.Execution;
import dev.levee.schemas.ExecutionState;
import dev.levee.schemas.OutcomeKind;
import dev.levee.schemas.RecordHeaders;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Taking up commands, against a real broker; what a turn does is scripted.
class CommandLoopTest {

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Queue<Progress> taken = new ConcurrentLinkedQueue<>();
    private TopicsForTests topics;
    private Records records;

    @BeforeEach
    void startBroker(@TempDir Path folder) {
        topics = new TopicsForTests(folder, Registry.at("mock://command-loop"));
        records = new Records(topics.kafka(), topics.registry(), new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable closeable : opened.reversed()) {
            closeable.close();
        }
        records.close();
        topics.close();
    }

    @Test
    void takesACommandUpOnceHoweverOftenItIsDelivered() {
        Command command = Commands.about("event-1", "bucket-1");
        start("group-1", this::end);

        topics.order(command);
        topics.order(command);
        topics.order(Commands.about("event-2", "bucket-1"));

        await().untilAsserted(() -> assertThat(taken).hasSize(2));
        assertThat(taken)
                .extracting(progress -> progress.command().getCause().getEventId())
                .containsExactly("event-1", "event-2");
    }

    @Test
    void knowsFromTheJournalWhatHasEnded() {
        topics.order(Commands.about("event-1", "bucket-1"));
        start("group-1", this::end);
        await().untilAsserted(() -> assertThat(taken).hasSize(1));

        start("another-group", this::end);
        topics.order(Commands.about("event-2", "bucket-1"));

        await().untilAsserted(() -> assertThat(eventsTaken()).contains("event-2"));
        assertThat(eventsTaken()).containsOnlyOnce("event-1");
    }

    @Test
    void goesOnAfterARestartWithWhatWasWaiting() {
        topics.order(Commands.about("event-1", "bucket-1"));
        CommandLoop first = start(
                "group-1", (progress, _, _) -> later(progress, Instant.now().plusSeconds(3)));
        await().untilAsserted(() -> assertThat(taken).hasSize(1));
        first.close();

        start("group-1", this::end);

        await().untilAsserted(() -> assertThat(taken).hasSize(2));
        assertThat(taken)
                .last()
                .satisfies(progress ->
                        assertThat(progress.execution().getAttempt()).isEqualTo(1));
    }

    @Test
    void lendsTheLaneToOthersWhileACommandWaits() {
        start(
                "group-1",
                (progress, codes, ours) ->
                        progress.command().getCause().getEventId().equals("event-1")
                                        && progress.execution().getAttempt() == 0
                                ? later(progress, Instant.now().plusSeconds(2))
                                : end(progress, codes, ours));

        topics.order(Commands.about("event-1", "bucket-1"));
        topics.order(Commands.about("event-2", "bucket-1"));

        await().untilAsserted(() -> assertThat(eventsTaken()).containsExactly("event-1", "event-2", "event-1"));
    }

    @Test
    void buriesWhatIsNoCommandAndGoesOn() {
        Command command = Commands.about("event-1", "bucket-1");
        start("group-1", this::end);

        topics.send(Topics.COMMANDS.name(), "arn:aws:s3:::bucket-1", new byte[] {1, 2, 3});
        topics.send(Topics.COMMANDS.name(), "arn:aws:s3:::bucket-1", null);
        topics.write(Topics.COMMANDS, "arn:aws:s3:::bucket-2", command);
        topics.order(Command.newBuilder(command).setId("made-up").build());
        topics.order(command);

        await().untilAsserted(() -> assertThat(taken).hasSize(1));
        await().untilAsserted(() -> assertThat(topics.raw(Topics.DEAD_LETTERS)).hasSize(4));
        assertThat(topics.raw(Topics.DEAD_LETTERS))
                .extracting(letter ->
                        RecordHeaders.text(letter.headers(), DeadLetters.REASON).orElse(""))
                .anySatisfy(why -> assertThat(why).contains("not decodable"))
                .anySatisfy(why -> assertThat(why).contains("needs a key and a value"))
                .anySatisfy(why -> assertThat(why).contains("the key is not"))
                .anySatisfy(why -> assertThat(why).contains("the id is not"));
    }

    @Test
    void doesNotCommitPastACommandThatIsStillAtWork() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        topics.order(Commands.about("event-1", "bucket-1"));
        topics.order(Commands.about("event-2", "bucket-1"));
        CommandLoop first = start("group-1", (progress, codes, ours) -> {
            taken.add(progress);
            awaitQuietly(release);
            return new Turn.Abandoned();
        });
        await().untilAsserted(() -> assertThat(taken).hasSize(1));
        first.close();
        release.countDown();

        start("group-1", this::end);

        await().untilAsserted(() -> assertThat(eventsTaken()).containsExactly("event-1", "event-1", "event-2"));
    }

    @Test
    void fetchesNoMoreThanItMayHoldInFlight() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        IntStream.range(0, 50).forEach(n -> topics.order(Commands.about("event-" + n, "bucket-" + n)));

        start("group-1", (progress, codes, ours) -> {
            begun.incrementAndGet();
            awaitQuietly(release);
            return end(progress, codes, ours);
        });

        await().during(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(begun).hasValueBetween(1, 20));
        release.countDown();
        await().untilAsserted(() -> assertThat(taken).hasSize(50));
    }

    @Test
    void sharesTheCommandsBetweenInstancesWithoutRunningOneTwice() {
        start("group-1", this::end);
        IntStream.range(0, 100).forEach(n -> topics.order(Commands.about("early-" + n, "bucket-" + n)));

        start("group-1", this::end);
        IntStream.range(0, 100).forEach(n -> topics.order(Commands.about("late-" + n, "bucket-" + n)));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(taken).hasSizeGreaterThanOrEqualTo(200));
        assertThat(eventsTaken()).doesNotHaveDuplicates().hasSize(200);
    }

    @Test
    void takesAPersonsOrderWithItsCodeAndGoesOnWithoutOne() throws Exception {
        Command order = Command.newBuilder(Commands.about("request-1", "bucket-1"))
                .setRequestedBy("ada@example.com")
                .build();
        Queue<CodeSource> codes = new ConcurrentLinkedQueue<>();
        CommandLoop loop = start("group-1", (progress, code, ours) -> {
            codes.add(code);
            return codes.size() == 1 ? later(progress, Instant.now().plusMillis(50)) : end(progress, code, ours);
        });
        CodeSource.Typed typed = new CodeSource.Typed("123456".toCharArray());

        Optional<CompletableFuture<Turn>> first = loop.desk().take(order, 0, typed);

        assertThat(first.orElseThrow().get(10, TimeUnit.SECONDS)).isInstanceOf(Turn.Later.class);
        await().untilAsserted(() -> assertThat(codes).containsExactly(typed, new CodeSource.Absent()));
    }

    @Test
    void forgetsThePersonsCodeBeforeItAnswersThoughNobodyNeededIt() throws Exception {
        Command order = Command.newBuilder(Commands.about("request-1", "bucket-1"))
                .setRequestedBy("ada@example.com")
                .build();
        CommandLoop loop =
                start("group-1", (_, _, _) -> new Turn.Ended(new Outcome.AlreadyCompliant("it is compliant")));
        char[] digits = "123456".toCharArray();
        CompletableFuture<String> whenAnswered = new CompletableFuture<>();

        loop.desk()
                .take(order, 0, new CodeSource.Typed(digits))
                .orElseThrow()
                .thenAccept(_ -> whenAnswered.complete(new String(digits)));

        assertThat(whenAnswered.get(10, TimeUnit.SECONDS)).isEqualTo("\0".repeat(6));
    }

    @Test
    void forgetsThePersonsCodeWhenItsTurnGoesWrong() {
        CommandLoop loop = start("group-1", (_, _, _) -> {
            throw new IllegalStateException("Kafka is gone");
        });
        char[] digits = "123456".toCharArray();

        CompletableFuture<Turn> first = loop.desk()
                .take(Commands.about("request-1", "bucket-1"), 0, new CodeSource.Typed(digits))
                .orElseThrow();

        assertThat(first).failsWithin(Duration.ofSeconds(10));
        assertThat(digits).containsOnly('\0');
    }

    @Test
    void takesNoOrderForAPartitionItDoesNotOwn() {
        CommandLoop loop = start("group-1", this::end);

        assertThat(loop.desk()
                        .take(
                                Commands.about("request-1", "bucket-1"),
                                10_000,
                                new CodeSource.Typed("123456".toCharArray())))
                .isEmpty();
    }

    @Test
    void givesNoCodeToWhatATopicHolds() {
        Queue<CodeSource> codes = new ConcurrentLinkedQueue<>();
        start("group-1", (progress, code, ours) -> {
            codes.add(code);
            return end(progress, code, ours);
        });

        topics.order(Commands.about("event-1", "bucket-1"));
        topics.order(Command.newBuilder(Commands.about("event-2", "bucket-1"))
                .setRequestedBy("mallory")
                .build());

        await().untilAsserted(
                        () -> assertThat(codes).containsExactly(new CodeSource.Secret(), new CodeSource.Absent()));
    }

    @Test
    void diesClearlyWhenATurnCannotBeRecorded() {
        CommandLoop loop = start("group-1", (_, _, _) -> {
            throw new IllegalStateException("Kafka is gone");
        });

        topics.order(Commands.about("event-1", "bucket-1"));

        await().untilAsserted(() -> assertThat(loop.health().live()).isFalse());
    }

    @Test
    void diesClearlyOfWhatNobodyExpects() {
        AtomicBoolean outOfMemory = new AtomicBoolean();
        Clock clock = new ClockThatFails(outOfMemory);
        CommandLoop loop = start("group-1", this::end, clock);

        outOfMemory.set(true);

        await().untilAsserted(() -> assertThat(loop.health().live()).isFalse());
    }

    /// The loop asks it for the time.
    private static final class ClockThatFails extends Clock {

        private final AtomicBoolean outOfMemory;

        ClockThatFails(AtomicBoolean outOfMemory) {
            this.outOfMemory = outOfMemory;
        }

        @Override
        public Instant instant() {
            if (outOfMemory.get()) {
                throw new OutOfMemoryError("as if");
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private CommandLoop start(String group, CommandRunner.Turns turns) {
        return start(group, turns, Clock.systemUTC());
    }

    private CommandLoop start(String group, CommandRunner.Turns turns, Clock clock) {
        ExecutorConfig config = new ExecutorConfig(
                topics.kafka(),
                topics.registry(),
                group,
                "eu-west-1",
                Optional.empty(),
                10,
                4,
                new Patience(Duration.ofMillis(100), Duration.ofSeconds(1), 3),
                Duration.ofSeconds(1),
                Optional.empty(),
                new AccountWatch.Rhythm(Duration.ofHours(1), Duration.ZERO));
        CommandLoop loop = new CommandLoop(
                config,
                new Journal(topics.kafka(), topics.registry(), records),
                records,
                turns,
                new SimpleMeterRegistry(),
                clock);
        opened.add(loop);
        loop.start();
        await().untilAsserted(() -> assertThat(loop.health().ready()).isTrue());
        return loop;
    }

    private Turn end(Progress progress, CodeSource codes, Object ours) {
        taken.add(progress);
        journal(
                Execution.newBuilder(progress.execution())
                        .setState(ExecutionState.ENDED)
                        .setOutcome(OutcomeKind.APPLIED)
                        .build(),
                progress.partition());
        return new Turn.Ended(new Outcome.Applied("done"));
    }

    private Turn later(Progress progress, Instant dueAt) {
        taken.add(progress);
        Execution waiting =
                Execution.newBuilder(progress.execution()).setDueAt(dueAt).build();
        journal(waiting, progress.partition());
        return new Turn.Later(Progress.resumed(waiting, progress.partition()), dueAt);
    }

    private void journal(Execution execution, int partition) {
        records.batch().execution(partition, execution).await();
    }

    private List<String> eventsTaken() {
        return taken.stream()
                .map(progress -> progress.command().getCause().getEventId())
                .toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
