package dev.levee.schemas;

import org.jspecify.annotations.NullMarked;

/// How a heartbeat is told from other events on a bus, and found again on [Topics#HEARTBEATS].
@NullMarked
public final class HeartbeatEvent {

    public static final String SOURCE = "levee.heartbeat";
    public static final String DETAIL_TYPE = "Levee Heartbeat";

    private HeartbeatEvent() {}

    /// The key of the last one of an account and region.
    public static String key(String account, String region) {
        return account + "/" + region;
    }
}
