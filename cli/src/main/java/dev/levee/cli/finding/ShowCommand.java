package dev.levee.cli.finding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.cli.environment.CliEnvironment;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        description = "Shows a finding, and what its fix would be.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  levee finding show k3v9q2m7ta"})
final class ShowCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CliEnvironment environment;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Parameters(paramLabel = "FINDING", description = "Its id, as `levee finding list` shows it, or the full one.")
    private String id = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonNode finding;
        try (FindingsApi api = new FindingsApi(environment.api())) {
            finding = api.show(id);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(finding);
        } else {
            FindingSheet.sheet(finding).forEach(out::println);
        }
        out.flush();
        return 0;
    }
}
