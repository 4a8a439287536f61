package dev.levee.sandbox.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// One broker and one registry for all tests of a JVM, started when first asked for and stopped when the JVM ends.
/// Tests tell their records apart by key, or by topics and groups of their own.
public final class KafkaForTests {

    private static final int PARTITIONS = 4;

    private KafkaForTests() {}

    /// A real broker that has Levee's topics, with four partitions at most.
    public static String bootstrapServers() {
        return Broker.STARTED.bootstrapServers();
    }

    /// A real registry, for `schema.registry.url`. Takes seconds to start: most tests do with `mock://…`.
    public static String registryUrl() {
        return RegistryProcess.STARTED.url();
    }

    private static Path folder(String name) {
        try {
            return Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "levee-" + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Broker {

        static final LocalBroker STARTED = start();

        private static LocalBroker start() {
            LocalBroker broker = LocalBroker.start(folder("broker"), 0);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
            broker.createTopics(PARTITIONS);
            return broker;
        }
    }

    private static final class RegistryProcess {

        static final LocalRegistry STARTED = start();

        private static LocalRegistry start() {
            try {
                return LocalRegistry.start(folder("registry"), 0).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted while the registry started", e);
            }
        }
    }
}
