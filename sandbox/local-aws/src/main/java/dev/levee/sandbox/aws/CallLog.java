package dev.levee.sandbox.aws;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The latest calls.
final class CallLog {

    private static final int MOST = 10_000;

    private final Deque<RecordedCall> calls = new ArrayDeque<>();

    synchronized void add(RecordedCall call) {
        if (calls.size() == MOST) {
            calls.removeFirst();
        }
        calls.addLast(call);
    }

    synchronized List<RecordedCall> calls() {
        return List.copyOf(calls);
    }
}
