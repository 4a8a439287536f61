package dev.levee.sandbox.aws.ec2;

import java.util.concurrent.ThreadLocalRandom;

/// New names for things, as EC2 makes them up.
final class Ids {

    private Ids() {}

    /// @param prefix `sg`, `vpc`, …
    static String next(String prefix) {
        return "%s-0%016x".formatted(prefix, ThreadLocalRandom.current().nextLong());
    }
}
