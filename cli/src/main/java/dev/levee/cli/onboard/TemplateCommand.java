package dev.levee.cli.onboard;

import dev.levee.cli.control.ControlsOption;
import dev.levee.onboarding.Template;
import dev.levee.rulebook.Control;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "template",
        description =
                "Writes a CloudFormation template that allows what the chosen controls need, and nothing else. Without a"
                        + " choice it is every control. What a stack needs to know when it is deployed stands in its"
                        + " parameters.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  levee onboard aws template --mode hub --output hub.yaml          # Levee's own account: deploy it first",
            "  levee onboard aws template --policy policies/*.yaml --output remediator.yaml",
            "  levee onboard aws template --mode manual --controls aws-kms-key-rotation,aws-s3-bucket-versioning",
            "  levee onboard aws template --controls-dir my-controls --output remediator.yaml"
        })
final class TemplateCommand implements Callable<Integer> {

    /// What the template is for.
    enum Mode {
        AUTOMATED(Template.REMEDIATOR_AUTOMATED),
        MANUAL(Template.REMEDIATOR_MANUAL),
        HUB(Template.HUB);

        private final Template template;

        Mode(Template template) {
            this.template = template;
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "automated",
            description =
                    "automated (default): the code changes by itself. manual: a person sets the code, and gives it"
                            + " for each fix. hub: Levee's own account.")
    private Mode mode = Mode.AUTOMATED;

    /// Null if nothing is chosen: what picocli makes of a group none of whose options is there.
    @ArgGroup
    private @Nullable Choice choice;

    @Mixin
    private ControlsOption controls = new ControlsOption();

    @Option(names = "--output", paramLabel = "FILE", description = "Write it there. Default: standard output.")
    private Optional<Path> output = Optional.empty();

    @Override
    public Integer call() throws IOException {
        if (mode == Mode.HUB && choice != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no control needs anything of Levee's own account; leave --controls or --policy out");
        }
        List<Control> chosen =
                Objects.requireNonNullElseGet(choice, Choice::new).of(controls.rulebook());
        String text = mode.template.render(chosen);
        PrintWriter err = spec.commandLine().getErr();
        if (output.isPresent()) {
            Files.writeString(output.get(), text);
            err.printf("written  %s%n", output.get());
        } else {
            PrintWriter out = spec.commandLine().getOut();
            out.print(text);
            out.flush();
        }
        note(err, chosen.size(), text.getBytes(StandardCharsets.UTF_8).length);
        return 0;
    }

    private void note(PrintWriter err, int controlCount, int bytes) {
        String size = bytes <= Template.INLINE_LIMIT
                ? "%,d of the %,d bytes that --template-body takes".formatted(bytes, Template.INLINE_LIMIT)
                : "%,d bytes, too long for --template-body: put it in S3 (--template-url, up to %,d bytes)"
                        .formatted(bytes, Template.S3_LIMIT);
        err.println(mode == Mode.HUB ? size : "%d controls; %s".formatted(controlCount, size));
        err.println("deploy it with --capabilities CAPABILITY_NAMED_IAM");
        err.flush();
    }
}
