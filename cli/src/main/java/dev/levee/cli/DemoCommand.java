package dev.levee.cli;

import dev.levee.sandbox.SandboxOptions;
import dev.levee.sandbox.demo.BoardView;
import dev.levee.sandbox.demo.Demo;
import dev.levee.sandbox.demo.DemoView;
import dev.levee.sandbox.demo.JsonView;
import dev.levee.sandbox.demo.LinesView;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {
            "Starts a whole Levee on this machine, lets things go wrong in two accounts of a local AWS, and shows how"
                    + " they are put right.",
            "Needs no cloud and no Docker. Exits 0 only if every expected fix was seen in the local cloud."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  levee demo", "  levee demo --json | tail -n 1"})
final class DemoCommand implements Callable<Integer> {

    @Option(names = "--json", description = "One JSON object a line, the summary last.")
    private boolean json;

    @Option(names = "--lines", description = "Plain lines even on a terminal.")
    private boolean lines;

    @Option(
            names = "--folder",
            description = "Where its files are kept; emptied first. Default: ${DEFAULT-VALUE}",
            defaultValue = ".levee/demo")
    private Path folder = Path.of(".");

    @Override
    public Integer call() throws Exception {
        Path prepared = SandboxFolder.prepare(folder);
        try (Stop stop = Stop.onSignal()) {
            return Demo.run(SandboxOptions.in(prepared), view(), stop::requested) ? 0 : 1;
        }
    }

    private DemoView view() {
        if (json) {
            return new JsonView(System.out);
        }
        return !lines && Terminal.canBeDrawnOn()
                ? new BoardView(System.out, Terminal.columns())
                : new LinesView(System.out);
    }
}
