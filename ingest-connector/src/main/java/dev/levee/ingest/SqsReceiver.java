package dev.levee.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// Receives a handful of messages, waits until they are written, deletes them, and begins again.
final class SqsReceiver {

    private static final Logger log = LoggerFactory.getLogger(SqsReceiver.class);
    private static final int MOST_MESSAGES = 10;
    private static final int LONG_POLL_SECONDS = 20;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final IngestConfig config;
    private final SqsClient sqs;
    private final MessageWriter writer;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private Duration pause = FIRST_PAUSE;
    private boolean interruptible;
    private volatile String waitingFor = "Kafka has not answered yet";
    private volatile boolean ready;
    private volatile @Nullable Throwable death;

    SqsReceiver(IngestConfig config, SqsClient sqs, MessageWriter writer) {
        this.config = config;
        this.sqs = sqs;
        this.writer = writer;
        this.thread = Thread.ofVirtual().name(writer.source()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// True once Kafka and SQS have both answered.
    boolean ready() {
        return ready;
    }

    String waitingFor() {
        return waitingFor;
    }

    /// Why it ended, if it was not told to.
    Optional<Throwable> death() {
        return Optional.ofNullable(death);
    }

    /// Receives no more. What a poll brings at this very moment becomes visible again in time.
    void stop() {
        stopping.countDown();
        synchronized (this) {
            if (interruptible) {
                thread.interrupt();
            }
        }
    }

    void awaitEnd(Instant latest) {
        try {
            thread.join(Duration.between(Instant.now(), latest));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping()) {
                if (receiveAndWrite()) {
                    pause = FIRST_PAUSE;
                } else {
                    rest();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            death = e;
            log.atError().setCause(e).addKeyValue("source", writer.source()).log("receiver ended");
        }
    }

    /// @return false if something went wrong, so that going on at once would not help
    private boolean receiveAndWrite() throws InterruptedException {
        List<Message> messages;
        try {
            messages = interruptibly(this::receive);
        } catch (SdkException | KafkaException e) {
            ready = false;
            waitingFor = e.toString();
            if (!stopping()) {
                log.atWarn()
                        .addKeyValue("source", writer.source())
                        .addKeyValue("error", e.toString())
                        .log("cannot receive; trying again");
            }
            return false;
        }
        List<Pending> pending = messages.stream()
                .map(message -> new Pending(message, writer.write(message)))
                .toList();
        awaitAll(pending);
        List<Message> written = pending.stream()
                .filter(Pending::isWritten)
                .map(Pending::message)
                .toList();
        delete(written);
        return written.size() == messages.size();
    }

    /// The first time it asks without waiting: an answer is wanted, not messages.
    private List<Message> receive() {
        if (!ready) {
            writer.destination().awaitReady();
            waitingFor = "SQS has not answered yet";
        }
        List<Message> messages = sqs.receiveMessage(request -> request.queueUrl(config.queue())
                        .maxNumberOfMessages(MOST_MESSAGES)
                        .waitTimeSeconds(ready ? LONG_POLL_SECONDS : 0)
                        .visibilityTimeout(visibilitySeconds())
                        .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP))
                .messages();
        ready = true;
        return messages;
    }

    private void awaitAll(List<Pending> pending) throws InterruptedException {
        CompletableFuture<Void> all =
                CompletableFuture.allOf(pending.stream().map(Pending::written).toArray(CompletableFuture[]::new));
        while (!all.isDone()) {
            try {
                all.get(config.visibility().toMillis() / 2, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                pending.stream().map(Pending::message).forEach(this::hideLonger);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a write ended neither way", e);
            }
        }
    }

    private void hideLonger(Message message) {
        forgiving(
                "cannot hide a message longer; it will come twice",
                () -> sqs.changeMessageVisibility(request -> request.queueUrl(config.queue())
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(visibilitySeconds())));
    }

    private void delete(List<Message> messages) {
        if (messages.isEmpty()) {
            return;
        }
        List<DeleteMessageBatchRequestEntry> entries = IntStream.range(0, messages.size())
                .mapToObj(i -> DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(messages.get(i).receiptHandle())
                        .build())
                .toList();
        forgiving("cannot delete messages; they will come twice", () -> {
            var answer = sqs.deleteMessageBatch(
                    request -> request.queueUrl(config.queue()).entries(entries));
            if (!answer.failed().isEmpty()) {
                throw SdkException.builder().message(answer.failed().toString()).build();
            }
        });
    }

    /// A message that comes twice is produced twice, which does no harm.
    private void forgiving(String consequence, Runnable call) {
        try {
            call.run();
        } catch (SdkException e) {
            log.atWarn()
                    .addKeyValue("source", writer.source())
                    .addKeyValue("error", e.toString())
                    .log(consequence);
        }
    }

    /// Runs what [#stop()] may interrupt.
    private List<Message> interruptibly(Supplier<List<Message>> call) {
        synchronized (this) {
            if (stopping()) {
                return List.of();
            }
            interruptible = true;
        }
        try {
            return call.get();
        } finally {
            synchronized (this) {
                interruptible = false;
                Thread.interrupted(); // it was meant for the call, which is over
            }
        }
    }

    private void rest() throws InterruptedException {
        stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    private boolean stopping() {
        return stopping.getCount() == 0;
    }

    private int visibilitySeconds() {
        return Math.toIntExact(config.visibility().toSeconds());
    }

    /// A received message that is being written.
    private record Pending(Message message, CompletableFuture<Boolean> written) {

        boolean isWritten() {
            return written.join();
        }
    }
}
