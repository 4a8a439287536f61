package dev.levee.sandbox.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.schemas.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// One KRaft broker, which is its own controller, in this JVM. It keeps its log in a folder and finds it again there.
public final class LocalBroker implements AutoCloseable {

    private static final String HOST = "localhost";
    private static final int ATTEMPTS = 3;

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private LocalBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /// @param folder where the log is kept; used again, its topics and records are found again
    /// @param port 0 takes any free one
    public static LocalBroker start(Path folder, int port) {
        format(folder);
        if (port != 0) {
            return start(folder, Ports.claim(port, "Kafka"), otherThan(port));
        }
        for (int attempt = 1; ; attempt++) {
            List<Integer> ports = Ports.free(2);
            try {
                return start(folder, ports.getFirst(), ports.getLast());
            } catch (KafkaException e) {
                if (attempt == ATTEMPTS) { // it was not that somebody took a port meanwhile
                    throw e;
                }
            }
        }
    }

    private static LocalBroker start(Path folder, int clients, int controllers) {
        KafkaRaftServer server = new KafkaRaftServer(
                KafkaConfig.fromProps(properties(folder, clients, controllers), false), Time.SYSTEM);
        try {
            server.startup();
        } catch (KafkaException e) {
            server.shutdown();
            throw e;
        }
        return new LocalBroker(server, HOST + ":" + clients);
    }

    private static int otherThan(int port) {
        return Ports.free(2).stream().filter(free -> free != port).findFirst().orElseThrow();
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /// Creates those of Levee's topics that are not there yet.
    ///
    /// @param partitions the most any topic gets
    public void createTopics(int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Set<String> existing = admin.listTopics().names().get();
            Set<NewTopic> missing = Topics.toCreate(partitions, Optional.empty()).stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .collect(Collectors.toSet());
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the local broker did not create the topics", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", e);
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path folder) {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        try {
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .addDirectory(folder.toString())
                    .setMetadataLogDirectory(folder.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setIgnoreFormatted(true)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8))
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + folder + " for the broker's log", e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot prepare " + folder + " for the broker's log", e);
        }
    }

    /// What a single node needs: internal topics with one copy, no wait before the first rebalance.
    private static Properties properties(Path folder, int clients, int controllers) {
        Map<String, String> values = new HashMap<>();
        values.put("process.roles", "broker,controller");
        values.put("node.id", "1");
        values.put("controller.quorum.voters", "1@%s:%d".formatted(HOST, controllers));
        values.put("listeners", "PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d".formatted(HOST, clients, controllers));
        values.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        values.put("controller.listener.names", "CONTROLLER");
        values.put("inter.broker.listener.name", "PLAINTEXT");
        values.put("log.dirs", folder.toString());
        values.put("auto.create.topics.enable", "false");
        values.put("default.replication.factor", "1");
        for (String internal : Set.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            values.put(internal + ".replication.factor", "1");
            values.put(internal + ".num.partitions", "4");
        }
        values.put("transaction.state.log.min.isr", "1");
        values.put("share.coordinator.state.topic.min.isr", "1");
        values.put("group.initial.rebalance.delay.ms", "0");
        values.put("log.cleaner.dedupe.buffer.size", "2097152");
        Properties properties = new Properties();
        properties.putAll(values);
        return properties;
    }
}
