package dev.levee.sandbox.aws.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class MessageQueueTest {

    private static final Duration NO_WAIT = Duration.ZERO;
    private static final Duration VISIBILITY = Duration.ofSeconds(30);
    private static final int ALWAYS = Integer.MAX_VALUE;

    private volatile Instant now = Instant.parse("2026-11-01T00:00:00Z");
    private final MessageQueue queue = new MessageQueue(() -> now);

    @Test
    void hidesWhatItHandsOutUntilTheVisibilityTimeoutIsOver() {
        queue.add(message("one", Duration.ZERO));

        assertThat(bodies(receive())).containsExactly("one");
        assertThat(receive()).isEmpty();
        pass(VISIBILITY);
        assertThat(receive())
                .singleElement()
                .satisfies(again -> assertThat(again.received()).isEqualTo(2));
    }

    @Test
    void deletesByTheNewestHandleOnly() {
        queue.add(message("one", Duration.ZERO));
        String stale = receive().getFirst().handle();
        pass(VISIBILITY);
        String newest = receive().getFirst().handle();

        queue.delete(stale);
        assertThat(queue.counts().inFlight()).isEqualTo(1);
        queue.delete(newest);
        assertThat(queue.counts()).isEqualTo(new MessageQueue.Counts(0, 0, 0));
    }

    @Test
    void deletesAfterTheTimeoutAsLongAsNobodyElseHasIt() {
        queue.add(message("one", Duration.ZERO));
        String handle = receive().getFirst().handle();
        pass(VISIBILITY);
        assertThat(queue.counts().ready()).isEqualTo(1);

        queue.delete(handle);

        assertThat(receive()).isEmpty();
    }

    @Test
    void holdsDelayedMessagesBack() {
        queue.add(message("later", Duration.ofSeconds(5)));

        assertThat(queue.counts()).isEqualTo(new MessageQueue.Counts(0, 0, 1));
        assertThat(receive()).isEmpty();
        pass(Duration.ofSeconds(5));
        assertThat(bodies(receive())).containsExactly("later");
    }

    @Test
    void givesAMessageBackAtOnceWhenToldSo() {
        queue.add(message("one", Duration.ZERO));
        String handle = receive().getFirst().handle();

        assertThat(queue.changeVisibility(handle, Duration.ZERO)).isTrue();

        assertThat(bodies(receive())).containsExactly("one");
        assertThat(queue.changeVisibility(handle, Duration.ZERO)).isFalse();
    }

    @Test
    void separatesMessagesThatWereHandedOutOftenEnough() {
        queue.add(message("poison", Duration.ZERO));
        queue.receive(10, Duration.ZERO, NO_WAIT, 1);

        MessageQueue.Batch second = queue.receive(10, Duration.ZERO, NO_WAIT, 1);

        assertThat(second.deliveries()).isEmpty();
        assertThat(second.dead())
                .singleElement()
                .satisfies(dead -> assertThat(dead.body).isEqualTo("poison"));
        assertThat(queue.counts()).isEqualTo(new MessageQueue.Counts(0, 0, 0));
    }

    @Test
    void wakesAWaitingReceiverWhenAMessageArrives() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<MessageQueue.Batch> waiting =
                    threads.submit(() -> queue.receive(1, VISIBILITY, Duration.ofSeconds(20), ALWAYS));

            queue.add(message("one", Duration.ZERO));

            assertThat(bodies(waiting.get(5, TimeUnit.SECONDS).deliveries())).containsExactly("one");
        }
    }

    @Test
    void handsEveryMessageToExactlyOneOfManyReceivers() {
        int messages = 20_000;
        Set<String> received = ConcurrentHashMap.newKeySet();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int receiver = 0; receiver < 8; receiver++) {
                threads.execute(() -> {
                    while (received.size() < messages) {
                        for (Delivery delivery : queue.receive(10, VISIBILITY, Duration.ofMillis(50), ALWAYS)
                                .deliveries()) {
                            assertThat(received.add(delivery.message().id)).isTrue();
                            queue.delete(delivery.handle());
                        }
                    }
                });
            }
            for (int i = 0; i < messages; i++) {
                queue.add(message("m", Duration.ZERO));
            }
        }

        assertThat(received).hasSize(messages);
        assertThat(queue.counts()).isEqualTo(new MessageQueue.Counts(0, 0, 0));
    }

    private List<Delivery> receive() {
        return queue.receive(10, VISIBILITY, NO_WAIT, ALWAYS).deliveries();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private Message message(String body, Duration delay) {
        return new Message(body, MissingNode.getInstance(), "sender", now, now.plus(delay));
    }

    private static List<String> bodies(List<Delivery> deliveries) {
        return deliveries.stream().map(delivery -> delivery.message().body).toList();
    }
}
