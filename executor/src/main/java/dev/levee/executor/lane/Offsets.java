package dev.levee.executor.lane;

import java.util.OptionalLong;
import java.util.TreeSet;

/// Which offset of one partition may be committed: the lowest one that is still under way, or the one after the last
/// record seen. Thread-safe.
public final class Offsets {

    private final TreeSet<Long> underWay = new TreeSet<>();
    private long next = -1;
    private long committed = -1;

    /// Offsets are started in rising order.
    public synchronized void started(long offset) {
        underWay.add(offset);
        next = offset + 1;
    }

    public synchronized void done(long offset) {
        underWay.remove(offset);
    }

    /// What to commit now; empty when that is what was last asked for, or nothing was seen yet.
    public synchronized OptionalLong toCommit() {
        long reached = underWay.isEmpty() ? next : underWay.first();
        if (reached <= committed || next < 0) {
            return OptionalLong.empty();
        }
        committed = reached;
        return OptionalLong.of(reached);
    }
}
