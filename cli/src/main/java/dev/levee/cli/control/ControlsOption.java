package dev.levee.cli.control;

import dev.levee.rulebook.OwnControls;
import dev.levee.rulebook.Rulebook;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The controls a command knows: the standard ones, and those of the operator's own folder.
public final class ControlsOption {

    @Option(
            names = "--controls-dir",
            paramLabel = "DIR",
            description = "Folder of your own controls, besides the standard ones. Default: $LEVEE_CONTROLS_DIR",
            defaultValue = "${env:LEVEE_CONTROLS_DIR}")
    private Optional<Path> folder = Optional.empty();

    public Optional<Path> folder() {
        return folder.filter(path -> !path.toString().isBlank());
    }

    /// @throws dev.levee.service.ConfigurationException naming every problem by file and line
    public Rulebook rulebook() {
        return OwnControls.withStandard(folder());
    }
}
