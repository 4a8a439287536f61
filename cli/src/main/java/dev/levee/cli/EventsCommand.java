package dev.levee.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cli.environment.CliEnvironment;
import dev.levee.cli.environment.Cluster;
import dev.levee.ingest.Counts;
import dev.levee.ingest.Replay;
import dev.levee.ingest.decode.Keep;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "events",
        description = {
            "Feeds Levee recorded events.",
            "Needs LEVEE_KAFKA_BOOTSTRAP_SERVERS and LEVEE_REGISTRY_URL, but for a dry run."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {EventsCommand.FILE, EventsCommand.DRY_RUN, EventsCommand.PIPED})
final class EventsCommand {

    static final String FILE = "  levee events replay trail.json.gz";
    static final String DRY_RUN = "  levee events replay --dry-run --json trails/         # decode and count only";
    static final String PIPED = "  zcat trail.json.gz | levee events replay --dry-run -";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CliEnvironment environment;

    @Command(
            name = "replay",
            description = {
                "Reads CloudTrail files, EventBridge events and SNS messages out of files and folders, plain or gzipped, and"
                        + " writes the events to levee.events.",
                "Every line is accounted for. What cannot be used becomes a dead letter with file and line. Exit code 1 if"
                        + " Kafka did not take everything."
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {FILE, DRY_RUN, PIPED})
    int replay(
            @Option(names = "--dry-run", description = "Decode and count; write nothing.") boolean dryRun,
            @Option(names = "--json", description = "The report as one JSON object.") boolean json,
            @Option(names = "--keep-read-only", description = "Keep events of calls that change nothing.")
                    boolean readOnly,
            @Option(names = "--keep-failed", description = "Keep events of calls the provider refused.") boolean failed,
            @Option(names = "--keep-data", description = "Keep events of calls on what a resource holds.") boolean data,
            @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "- is the standard input.")
                    List<String> files)
            throws IOException {
        Keep keep = new Keep(readOnly, failed, data);
        try (Replay replay = dryRun ? Replay.dryRun(keep) : to(environment.cluster(), keep)) {
            Replay.Report report = replay.run(files, progress());
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(json(report));
            } else {
                table(report).forEach(out::println);
            }
            out.flush();
            return report.counts().unwritten() == 0 ? 0 : 1;
        }
    }

    private static Replay to(Cluster cluster, Keep keep) {
        return Replay.to(cluster.kafka(), cluster.registry(), keep);
    }

    /// On a terminal, one line that is written over.
    private static Consumer<Replay.Progress> progress() {
        if (!Terminal.canBeDrawnOn()) {
            return _ -> {};
        }
        return progress -> System.err.printf(
                "\r\033[K%s: %,d read", progress.file(), progress.counts().received());
    }

    private static List<String> table(Replay.Report report) {
        Counts counts = report.counts();
        List<String> lines = new ArrayList<>();
        if (Terminal.canBeDrawnOn()) {
            System.err.print("\r\033[K");
        }
        lines.add("files          %,10d".formatted(report.files()));
        lines.add("read           %,10d".formatted(counts.received()));
        lines.add("events         %,10d".formatted(counts.produced()));
        counts.dropped().forEach((cause, count) -> lines.add("dropped        %,10d  %s".formatted(count, cause.tag())));
        counts.ignored().forEach((kind, count) -> lines.add("passed over    %,10d  %s".formatted(count, kind.tag())));
        lines.add("dead letters   %,10d".formatted(counts.deadLettered()));
        if (counts.unwritten() > 0) {
            lines.add("NOT WRITTEN    %,10d  Kafka did not take them: replay again".formatted(counts.unwritten()));
        }
        report.problems().forEach(problem -> lines.add("  " + problem));
        return lines;
    }

    private static ObjectNode json(Replay.Report report) {
        Counts counts = report.counts();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("files", report.files());
        json.put("read", counts.received());
        json.put("events", counts.produced());
        ObjectNode dropped = json.putObject("dropped");
        counts.dropped().forEach((cause, count) -> dropped.put(cause.tag(), count));
        ObjectNode passedOver = json.putObject("passedOver");
        counts.ignored().forEach((kind, count) -> passedOver.put(kind.tag(), count));
        json.put("deadLetters", counts.deadLettered());
        json.put("notWritten", counts.unwritten());
        json.set("problems", new ObjectMapper().valueToTree(report.problems()));
        return json;
    }
}
