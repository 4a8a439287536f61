package dev.levee.executor;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.levee.service.Environment;
import dev.levee.service.ServiceHost;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;

/// An executor in a process of its own that writes its heap to a file: once when told to, still running, and once more
/// after it was stopped.
final class FinishedExecutor {

    private FinishedExecutor() {}

    /// @param arguments the folder of `running.hprof` and `finished.hprof`
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        try (ServiceHost host = ServiceHost.start(
                "executor",
                Environment.of(System.getenv(), ExecutorConfig.SETTINGS),
                (environment, meters) -> new Executor(ExecutorConfig.from(environment), Optional.empty(), meters))) {
            System.in.read();
            dump(folder.resolve("running.hprof"));
            host.health();
        }
        dump(folder.resolve("finished.hprof"));
    }

    private static void dump(Path file) throws IOException {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), true);
    }
}
