package dev.levee.sandbox;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/// On Kafka's and LocalStack's own images.
@EnabledIf(value = "dockerAnswers", disabledReason = "no Docker-compatible socket answers on this machine")
class ContainersEndToEndTest extends EndToEnd {

    @TempDir
    static Path folder;

    private static @Nullable ContainerGround ground;
    private static @Nullable Sandbox sandbox;

    @BeforeAll
    static void start() throws Exception {
        ground = ContainerGround.start(folder);
        sandbox = Sandbox.on(ground, SandboxOptions.in(folder));
    }

    @AfterAll
    static void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
        if (ground != null) {
            ground.close();
        }
    }

    @Override
    Sandbox sandbox() {
        return Objects.requireNonNull(sandbox);
    }

    @Override
    boolean cloudReportsChanges() {
        return false;
    }

    static boolean dockerAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }
}
