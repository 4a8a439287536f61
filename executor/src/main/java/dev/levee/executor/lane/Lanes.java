package dev.levee.executor.lane;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs tasks of one key one after the other, in the order they were given, and tasks of different keys at once. A
/// lane is a virtual thread that lives while it has tasks: an idle key costs nothing.
public final class Lanes {

    private final ThreadFactory threads = Thread.ofVirtual().name("lane-", 0).factory();
    private final Map<String, Queue<Runnable>> waiting = new HashMap<>();
    private final Consumer<Throwable> whenTaskFails;

    /// @param whenTaskFails told of anything a task throws; the lane goes on with its next task
    public Lanes(Consumer<Throwable> whenTaskFails) {
        this.whenTaskFails = whenTaskFails;
    }

    /// Never blocks. May be called from a task, also for the task's own key.
    public void submit(String key, Runnable task) {
        synchronized (waiting) {
            @Nullable Queue<Runnable> lane = waiting.get(key);
            if (lane != null) {
                lane.add(task);
                return;
            }
            waiting.put(key, new ArrayDeque<>());
        }
        threads.newThread(() -> drain(key, task)).start();
    }

    private void drain(String key, Runnable first) {
        for (@Nullable Runnable task = first; task != null; task = next(key)) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                whenTaskFails.accept(e);
            }
        }
    }

    private @Nullable Runnable next(String key) {
        synchronized (waiting) {
            @Nullable Queue<Runnable> lane = waiting.get(key);
            @Nullable Runnable task = lane == null ? null : lane.poll();
            if (task == null) {
                waiting.remove(key);
            }
            return task;
        }
    }
}
