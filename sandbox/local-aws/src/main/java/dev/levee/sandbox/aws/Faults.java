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

    void failNext(String operation, AwsFault fault) {
        next.computeIfAbsent(operation, _ -> new ConcurrentLinkedQueue<>()).add(fault);
    }

    void delay(String operation, Duration latency) {
        delays.put(operation, latency);
    }

    /// @throws AwsFault if this call is one that shall fail
    void strike(String operation) throws InterruptedException {
        Duration delay = delays.get(operation);
        if (delay != null) {
            Thread.sleep(delay);
        }
        Queue<AwsFault> faults = next.get(operation);
        AwsFault fault = faults == null ? null : faults.poll();
        if (fault != null) {
            throw fault;
        }
    }
}
