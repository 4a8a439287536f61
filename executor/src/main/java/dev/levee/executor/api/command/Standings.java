package dev.levee.executor.api.command;

import dev.levee.executor.authority.CurrentTable;
import dev.levee.schemas.Execution;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How every person's command stands, on every instance, whichever carries it out: as the journal has it.
public final class Standings implements AutoCloseable {

    private final CurrentTable<Execution, Standing> table;

    public Standings(Map<String, Object> kafka, Registry registry) {
        table = new CurrentTable<>(
                kafka,
                registry,
                Topics.EXECUTIONS,
                execution -> execution.getCommand().getId(),
                execution -> execution.getCommand().getRequestedBy().isPresent(),
                Standing::of);
    }

    /// See [CurrentTable#start].
    public void start(Duration patience) {
        table.start(patience);
    }

    Optional<Standing> of(String command) {
        return table.get(command);
    }

    /// Why they are not kept current any more.
    public Optional<Throwable> failure() {
        return table.failure();
    }

    @Override
    public void close() {
        table.close();
    }
}
