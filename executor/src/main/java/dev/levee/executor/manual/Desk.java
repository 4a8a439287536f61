package dev.levee.executor.manual;

import dev.levee.executor.remedy.Turn;
import dev.levee.executor.session.CodeSource;
import dev.levee.schemas.Command;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Where this instance takes persons' orders, for the partitions it owns.
public interface Desk {

    boolean owns(int partition);

    /// Queues the order in its resource's lane. The code is used in the first turn, and wiped.
    ///
    /// @return how the first turn ends; empty if the partition is not this instance's
    Optional<CompletableFuture<Turn>> take(Command command, int partition, CodeSource.Typed code);
}
