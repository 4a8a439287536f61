package dev.levee.executor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.executor.readiness.AccountWatch;
import dev.levee.executor.remedy.Patience;
import dev.levee.sandbox.kafka.LocalBroker;
import dev.levee.schemas.Registry;
import dev.levee.service.ConfigurationException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

class ExecutorStartTest {

    @Test
    void saysHowToMakeTheTopicsThatAreMissing(@TempDir Path folder) {
        try (LocalBroker broker = LocalBroker.start(folder, 0)) {
            Executor executor = new Executor(
                    new ExecutorConfig(
                            Map.of("bootstrap.servers", broker.bootstrapServers()),
                            Registry.at("mock://executor-start"),
                            "levee-executor",
                            Commands.REGION,
                            Optional.empty(),
                            100,
                            8,
                            new Patience(Duration.ofMillis(200), Duration.ofSeconds(1), 3),
                            Duration.ofSeconds(5),
                            Optional.empty(),
                            new AccountWatch.Rhythm(Duration.ofHours(1), Duration.ZERO)),
                    Optional.empty(),
                    new SimpleMeterRegistry(),
                    AnonymousCredentialsProvider.create());

            assertThatThrownBy(executor::start)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(
                            "topic levee.commands does not exist: create the topics with `levee topics apply`");

            executor.close();
        }
    }
}
