package dev.levee.cli.finding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.cli.environment.CliEnvironment;
import dev.levee.schemas.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = "Lists findings of the accounts you may see, the worst first. A finding is listed if every filter"
                + " given lets it through.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  levee finding list --group payments --severity critical,high",
            "  levee finding list --json | jq -r 'select(.remediation.possible) | .id'"
        })
final class ListCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CliEnvironment environment;

    @Option(names = "--account", split = ",", paramLabel = "ID", description = "Of these accounts.")
    private List<String> accounts = List.of();

    @Option(names = "--group", split = ",", paramLabel = "GROUP", description = "Of accounts in these groups.")
    private List<String> groups = List.of();

    @Option(names = "--control", split = ",", paramLabel = "CONTROL", description = "Of these controls.")
    private List<String> controls = List.of();

    @Option(
            names = "--severity",
            split = ",",
            paramLabel = "SEVERITY",
            description = "Of these severities: low, medium, high, critical.")
    private List<Severity> severities = List.of();

    /// What can be asked for: what is resolved is not listed any more.
    enum State {
        OPEN,
        PENDING
    }

    @Option(
            names = "--state",
            split = ",",
            paramLabel = "STATE",
            description = "In these states: open, or pending when the cloud is about to put it right. Default: open")
    private List<State> states = List.of(State.OPEN);

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<JsonNode> findings;
        try (FindingsApi api = new FindingsApi(environment.api())) {
            findings = api.list(filters());
        }

        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            findings.forEach(out::println);
        } else if (findings.isEmpty()) {
            spec.commandLine().getErr().println("no finding passes these filters, of the accounts you may see");
        } else {
            FindingSheet.table(findings).forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private Map<String, List<String>> filters() {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        filters.put("account", accounts);
        filters.put("group", groups);
        filters.put("control", controls);
        filters.put("severity", words(severities));
        filters.put("state", words(states));
        return filters;
    }

    private static List<String> words(List<? extends Enum<?>> values) {
        return values.stream()
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
