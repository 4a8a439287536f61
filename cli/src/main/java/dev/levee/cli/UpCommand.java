package dev.levee.cli;

import dev.levee.cli.control.ControlsOption;
import dev.levee.sandbox.SandboxOptions;
import dev.levee.sandbox.SandboxPorts;
import dev.levee.sandbox.demo.DemoView;
import dev.levee.sandbox.demo.JsonView;
import dev.levee.sandbox.demo.LinesView;
import dev.levee.sandbox.demo.Live;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = {
            "Keeps a whole Levee running on this machine, with a local AWS of two onboarded accounts, and prints where"
                    + " everything is and what happens, until Ctrl-C."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  levee up",
            "  levee up --kafka-port 0 --aws-port 0       # take any free ports",
            "  levee up --controls-dir my-controls        # with controls of your own",
            "",
            "  export AWS_ACCESS_KEY_ID=111111111111 AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1",
            "  aws --endpoint-url http://localhost:4566 s3api create-bucket --bucket mine",
            "  aws --endpoint-url http://localhost:4566 s3api get-bucket-encryption --bucket mine"
        })
final class UpCommand implements Callable<Integer> {

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Option(
            names = "--folder",
            description = "Where its files are kept; emptied first. Default: ${DEFAULT-VALUE}",
            defaultValue = ".levee/up")
    private Path folder = Path.of(".");

    @Option(names = "--kafka-port", description = "Port of Kafka. Default: ${DEFAULT-VALUE}")
    private int kafka = SandboxPorts.WELL_KNOWN.kafka();

    @Option(names = "--registry-port", description = "Port of the schema registry. Default: ${DEFAULT-VALUE}")
    private int registry = SandboxPorts.WELL_KNOWN.registry();

    @Option(names = "--aws-port", description = "Port of the local AWS. Default: ${DEFAULT-VALUE}")
    private int aws = SandboxPorts.WELL_KNOWN.aws();

    @Option(
            names = "--http-ports",
            description =
                    "First of four ports for the services' health and metrics; 0 takes any. Default: ${DEFAULT-VALUE}")
    private int http = SandboxPorts.WELL_KNOWN.ingest();

    @Option(
            names = "--api-port",
            description = "Port of the executor's API, for this machine alone. Default: ${DEFAULT-VALUE}")
    private int api = SandboxPorts.WELL_KNOWN.api();

    @Mixin
    private ControlsOption controls = new ControlsOption();

    @Override
    public Integer call() throws Exception {
        Path prepared = SandboxFolder.prepare(folder);
        DemoView view = json ? new JsonView(System.out) : new LinesView(System.out);
        try (Stop stop = Stop.onSignal()) {
            Live.run(new SandboxOptions(prepared, ports(), controls.folder()), view, stop::requested);
        }
        return 0;
    }

    private SandboxPorts ports() {
        int step = http == 0 ? 0 : 1;
        return new SandboxPorts(kafka, registry, aws, http, http + step, http + 2 * step, http + 3 * step, api);
    }
}
