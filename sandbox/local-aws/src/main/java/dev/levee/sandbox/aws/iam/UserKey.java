package dev.levee.sandbox.aws.iam;

import dev.levee.sandbox.aws.Caller;
import dev.levee.sandbox.aws.wire.Signature;
import java.time.Instant;
import java.util.Optional;

/// A user's long-lived key, without its secret.
///
/// @param lastUse the last time it signed something; empty if it never did
record UserKey(Caller.User user, Instant created, boolean active, Optional<Use> lastUse) {

    record Use(Instant time, String service, String region) {}

    static UserKey made(Caller.User user, Instant now) {
        return new UserKey(user, now, true, Optional.empty());
    }

    String id() {
        return user.accessKeyId();
    }

    String status() {
        return active ? "Active" : "Inactive";
    }

    UserKey activated(boolean now) {
        return new UserKey(user, created, now, lastUse);
    }

    UserKey used(Instant time, Signature signature) {
        return new UserKey(user, created, active, Optional.of(new Use(time, signature.service(), signature.region())));
    }
}
