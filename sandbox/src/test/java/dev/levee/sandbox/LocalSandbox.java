package dev.levee.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// One sandbox for all tests of the JVM, started when first asked for and stopped when the JVM ends.
public final class LocalSandbox {

    /// Those of the how-to.
    static final Path OWN_CONTROLS = Path.of("../docs/how-to/own-controls");

    private LocalSandbox() {}

    public static Sandbox sandbox() {
        return Started.SANDBOX;
    }

    public static LocalGround ground() {
        return Started.GROUND;
    }

    public static Path folder() {
        return Started.OPTIONS.folder();
    }

    private static final class Started {

        static final SandboxOptions OPTIONS = options();
        static final LocalGround GROUND;
        static final Sandbox SANDBOX;

        static {
            try {
                GROUND = new LocalGround(OPTIONS, Sandbox.accountIds(), _ -> {});
                SANDBOX = Sandbox.on(GROUND, OPTIONS);
            } catch (Exception e) {
                throw new ExceptionInInitializerError(e);
            }
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                SANDBOX.close();
                                GROUND.close();
                            },
                            "stop-sandbox"));
        }

        private static SandboxOptions options() {
            try {
                return new SandboxOptions(
                        Files.createTempDirectory("levee-sandbox"), SandboxPorts.FREE, Optional.of(OWN_CONTROLS));
            } catch (IOException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }
}
