package dev.levee.sandbox.aws.sqs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The messages of one queue: first those that can be had now, in order, and those that come back later.
/// Waiting parks the calling thread on a lock, which costs a virtual thread nothing.
final class MessageQueue {

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();

    private final ArrayDeque<Message> ready = new ArrayDeque<>();
    private final NavigableSet<Message> later =
            new TreeSet<>(Comparator.<Message, Instant>comparing(message -> message.visibleFrom)
                    .thenComparing(message -> message.id));
    private final Map<String, Message> inFlight = new HashMap<>();

    MessageQueue(InstantSource clock) {
        this.clock = clock;
    }

    /// How many messages are where.
    record Counts(int ready, int inFlight, int delayed) {}

    void add(Message message) {
        lock.lock();
        try {
            if (message.visibleFrom.isAfter(clock.instant())) {
                later.add(message);
            } else {
                ready.add(message);
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// What one look into the queue gave.
    ///
    /// @param dead messages that were handed out as often as allowed; they have left the queue
    record Batch(List<Delivery> deliveries, List<Message> dead) {

        boolean isEmpty() {
            return deliveries.isEmpty() && dead.isEmpty();
        }
    }

    /// Takes up to `most` messages, hidden from others for `visibility`; waits up to `wait` for the first.
    Batch receive(int most, Duration visibility, Duration wait, int allowedReceives) {
        lock.lock();
        try {
            long deadline = System.nanoTime() + wait.toNanos();
            while (true) {
                Instant now = clock.instant();
                wakeUp(now);
                long left = deadline - System.nanoTime();
                Batch batch = take(most, now, visibility, allowedReceives);
                if (!batch.isEmpty() || left <= 0) {
                    return batch;
                }
                arrived.awaitNanos(Math.min(left, untilNextVisible(now)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Batch(List.of(), List.of());
        } finally {
            lock.unlock();
        }
    }

    /// Deletes the message for good; a handle that is no longer its newest, or of a message that is gone, does nothing.
    void delete(String handle) {
        lock.lock();
        try {
            Message message = inFlight.remove(handle);
            if (message != null && !later.remove(message)) {
                ready.remove(message);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Hides the message for `visibility` from now on; false when the handle is not of a message in flight.
    boolean changeVisibility(String handle, Duration visibility) {
        lock.lock();
        try {
            Instant now = clock.instant();
            wakeUp(now);
            Message message = inFlight.get(handle);
            if (message == null || !later.remove(message)) {
                return false;
            }
            message.visibleFrom = now.plus(visibility);
            later.add(message);
            arrived.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void purge() {
        lock.lock();
        try {
            ready.clear();
            later.clear();
            inFlight.clear();
        } finally {
            lock.unlock();
        }
    }

    Counts counts() {
        lock.lock();
        try {
            wakeUp(clock.instant());
            int delayed = (int)
                    later.stream().filter(message -> message.received == 0).count();
            return new Counts(ready.size(), later.size() - delayed, delayed);
        } finally {
            lock.unlock();
        }
    }

    private Batch take(int most, Instant now, Duration visibility, int allowedReceives) {
        Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
        while (batch.deliveries.size() < most && !ready.isEmpty()) {
            Message message = ready.remove();
            inFlight.remove(handle(message));
            if (message.received >= allowedReceives) {
                batch.dead.add(message);
            } else {
                batch.deliveries.add(handOut(message, now, visibility));
            }
        }
        if (!batch.isEmpty()) {
            arrived.signalAll();
        }
        return batch;
    }

    private Delivery handOut(Message message, Instant now, Duration visibility) {
        message.received++;
        Instant first = Optional.ofNullable(message.firstReceived).orElse(now);
        message.firstReceived = first;
        message.visibleFrom = now.plus(visibility);
        later.add(message);
        inFlight.put(handle(message), message);
        return new Delivery(message, handle(message), message.received, first);
    }

    private void wakeUp(Instant now) {
        while (!later.isEmpty() && !later.first().visibleFrom.isAfter(now)) {
            ready.add(later.removeFirst());
        }
    }

    private long untilNextVisible(Instant now) {
        return later.isEmpty()
                ? Long.MAX_VALUE
                : Math.max(1, Duration.between(now, later.first().visibleFrom).toNanos());
    }

    private static String handle(Message message) {
        return message.id + ":" + message.received;
    }
}
