package dev.levee.cli.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "search",
        description = {
            "Finds the controls in which every word occurs: in id, title, service, resource type, caution, or the names"
                    + " other products have for it.",
            "Parts of words are enough; upper and lower case are the same. Exit code 1 if there is none."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  levee control search public snapshot",
            "  levee control search KMSRotationEnabled       # the control for another product's policy",
            "  levee control search openSSH --json"
        })
final class SearchCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private ControlsOption controls = new ControlsOption();

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "WORD", description = "A word, or a part of one.")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        List<Hit> hits = Hit.in(controls.rulebook().controls(), words);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            hits.forEach(hit -> out.println(json(hit)));
        } else if (hits.isEmpty()) {
            spec.commandLine().getErr().println("no control has " + String.join(" and ", words));
        } else {
            ControlTable table =
                    new ControlTable(hits.stream().map(Hit::control).toList());
            out.println(table.head());
            hits.forEach(hit -> {
                out.println(table.line(hit.control()));
                hit.elsewhere().forEach(text -> out.println("    " + text));
            });
        }
        out.flush();
        return hits.isEmpty() ? 1 : 0;
    }

    private static ObjectNode json(Hit hit) {
        ObjectNode json = ControlTable.json(hit.control());
        ArrayNode elsewhere = json.putArray("foundIn");
        hit.elsewhere().forEach(elsewhere::add);
        return json;
    }
}
