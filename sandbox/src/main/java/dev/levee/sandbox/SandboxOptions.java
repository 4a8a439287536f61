package dev.levee.sandbox;

import java.nio.file.Path;

/// How the sandbox is to be.
///
/// @param folder where the broker's log, the services' state and logs and the audit trail are kept
/// @param ports the well-known ones, or any that are free
public record SandboxOptions(Path folder, SandboxPorts ports) {

    /// In this folder, on any free ports.
    public static SandboxOptions in(Path folder) {
        return new SandboxOptions(folder, SandboxPorts.FREE);
    }
}
