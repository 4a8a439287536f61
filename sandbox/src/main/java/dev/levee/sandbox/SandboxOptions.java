package dev.levee.sandbox;

import java.nio.file.Path;
import java.util.Optional;

/// How the sandbox is to be.
///
/// @param folder where the broker's log, the services' state and logs and the audit trail are kept
/// @param ports the well-known ones, or any that are free
/// @param controls folder of controls besides the standard ones
public record SandboxOptions(Path folder, SandboxPorts ports, Optional<Path> controls) {

    /// In this folder, on any free ports.
    public static SandboxOptions in(Path folder) {
        return new SandboxOptions(folder, SandboxPorts.FREE, Optional.empty());
    }
}
