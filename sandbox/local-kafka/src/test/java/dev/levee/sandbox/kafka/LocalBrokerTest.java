package dev.levee.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.schemas.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerTest {

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void findsItsTopicsAgainInItsFolder() throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder, 0)) {
            broker.createTopics(1);
        }

        try (LocalBroker broker = LocalBroker.start(folder, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get()).contains(Topics.EVENTS.name(), Topics.DEAD_LETTERS);
        }
    }

    @Test
    void saysWhichPortIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalBroker.start(folder, taken.getLocalPort()))
                    .isInstanceOf(Ports.PortInUseException.class)
                    .hasMessageContaining("port %d, wanted for Kafka, is in use".formatted(taken.getLocalPort()));
        }
    }

    @Test
    void neverTakesOnePortForTwo() {
        assertThat(Ports.free(50)).doesNotHaveDuplicates();
    }
}
