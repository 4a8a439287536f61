package dev.levee.sandbox.aws;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What shall go wrong.
final class Faults {

    private final Map<String, Queue<AwsFault>> next = new ConcurrentHashMap<>();
    private final Map<String, Duration> delays = new ConcurrentHashMap<>();
    private final Map<String, Integer> held = new ConcurrentHashMap<>();

    void failNext(String operation, AwsFault fault) {
        next.computeIfAbsent(operation, _ -> new ConcurrentLinkedQueue<>()).add(fault);
    }

    void delay(String operation, Duration latency) {
        delays.put(operation, latency);
    }

    int held(String operation) {
        return held.getOrDefault(operation, 0);
    }

    /// @throws AwsFault if this call is one that shall fail
    void strike(String operation) throws InterruptedException {
        Duration delay = delays.get(operation);
        if (delay != null) {
            held.merge(operation, 1, Integer::sum);
            try {
                Thread.sleep(delay);
            } finally {
                held.merge(operation, -1, Integer::sum);
            }
        }
        Queue<AwsFault> faults = next.get(operation);
        AwsFault fault = faults == null ? null : faults.poll();
        if (fault != null) {
            throw fault;
        }
    }
}
