package dev.levee.executor.authority;

import java.util.Optional;

/// Whether a command may be carried out now.
public sealed interface Authorisation {

    /// The command with its names resolved; empty when it makes no sense.
    Optional<Order> order();

    /// @param revision of the policy that allows it: the one in force now
    record Allowed(Order allowed, String revision) implements Authorisation {

        @Override
        public Optional<Order> order() {
            return Optional.of(allowed);
        }
    }

    /// The order, where there is one, is for looking at a change that was begun before.
    record Refused(String why, Optional<Order> order) implements Authorisation {}
}
