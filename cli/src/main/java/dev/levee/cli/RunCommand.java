package dev.levee.cli;

import dev.levee.audit.AuditSinkMain;
import dev.levee.evaluator.EvaluatorMain;
import dev.levee.executor.ExecutorMain;
import dev.levee.ingest.IngestMain;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = "Runs one service, configured by its environment, until SIGTERM.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  levee run executor --settings      # every variable it takes", "  levee run evaluator"})
final class RunCommand implements Callable<Integer> {

    /// The services, by their names.
    enum ServiceName {
        ingest,
        evaluator,
        executor,
        audit
    }

    @Parameters(paramLabel = "SERVICE", description = "${COMPLETION-CANDIDATES}")
    private ServiceName service = ServiceName.ingest;

    @Option(names = "--settings", description = "List the variables it takes, and do not run it.")
    private boolean settings;

    @Override
    public Integer call() {
        String[] arguments = settings ? new String[] {"--help"} : new String[0];
        switch (service) {
            case ingest -> IngestMain.main(arguments);
            case evaluator -> EvaluatorMain.main(arguments);
            case executor -> ExecutorMain.main(arguments);
            case audit -> AuditSinkMain.main(arguments);
        }
        return 0;
    }
}
