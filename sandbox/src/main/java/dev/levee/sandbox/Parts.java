package dev.levee.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;

/// What was started, to be stopped in the opposite order.
final class Parts implements AutoCloseable {

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        started.push(part);
        return part;
    }

    /// To be stopped after everything that was added so far.
    void addLast(AutoCloseable part) {
        started.addLast(part);
    }

    /// Stops every part, also when one does not stop well.
    @Override
    public void close() {
        IllegalStateException failure = new IllegalStateException("a part of the sandbox did not stop well");
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
