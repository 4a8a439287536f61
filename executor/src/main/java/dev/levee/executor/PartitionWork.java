package dev.levee.executor;

import dev.levee.executor.lane.Offsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// What this instance knows about one partition of the commands while it owns it. Thread-safe.
final class PartitionWork {

    private final Offsets offsets = new Offsets();
    private final Set<String> active = new HashSet<>();
    private final Map<String, Future<?>> timers = new HashMap<>();
    private final Map<String, Instant> ended = new LinkedHashMap<>();
    private int atWork;
    private boolean ours = true;

    Offsets offsets() {
        return offsets;
    }

    OptionalLong toCommit() {
        return offsets.toCommit();
    }

    synchronized boolean ours() {
        return ours;
    }

    /// Returns false for a command that is being carried out, waits, or has ended.
    synchronized boolean admit(String command) {
        return !ended.containsKey(command) && active.add(command);
    }

    /// @param forgetAt when it can no longer be delivered again
    synchronized void ended(String command, Instant forgetAt) {
        active.remove(command);
        ended.put(command, forgetAt);
    }

    synchronized List<String> forgettable(Instant now) {
        return ended.entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    synchronized void forget(List<String> commands) {
        commands.forEach(ended::remove);
    }

    /// Returns false when the partition is no longer ours: then nothing may be done.
    synchronized boolean begin(String command) {
        timers.remove(command);
        if (ours) {
            atWork++;
        }
        return ours;
    }

    synchronized void finish() {
        atWork--;
        notifyAll();
    }

    /// @param timer starts the timer; not called when the partition is no longer ours
    synchronized void waitsFor(String command, Supplier<Future<?>> timer) {
        if (ours) {
            timers.put(command, timer.get());
        }
    }

    synchronized int waiting() {
        return timers.size();
    }

    /// Lets nothing new begin.
    synchronized void giveAway() {
        ours = false;
        timers.values().forEach(timer -> timer.cancel(false));
        timers.clear();
    }

    /// Returns once nothing is at work, or when the time is up.
    ///
    /// @param giveUp by [System#nanoTime()]
    synchronized void awaitIdle(long giveUp) {
        try {
            for (long left = giveUp - System.nanoTime(); atWork > 0 && left > 0; left = giveUp - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
