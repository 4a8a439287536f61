package dev.levee.executor.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.service.ConfigurationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class ApiServerTest {

    private static final String TOKEN = "a-token";

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ApiConfig config = new ApiConfig.Development(taken.getLocalPort(), TOKEN);

            assertThatThrownBy(() -> ApiServer.start(config, List.of()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("port %d cannot be had", taken.getLocalPort())
                    .hasMessageContaining("LEVEE_API_PORT");
        }
    }

    @Test
    void servesTheSandboxToThisMachineAloneAndToItsTokenOnly() throws Exception {
        ApiConfig config = new ApiConfig.Development(0, TOKEN);
        try (ApiServer server = ApiServer.start(config, List.of());
                CallsForTests calls =
                        new CallsForTests(URI.create("http://localhost:" + server.port()), SSLContext.getDefault())) {
            assertThat(calls.get("/v1/findings", TOKEN).status()).isEqualTo(404);
            assertThat(calls.get("/v1/findings", "another").status()).isEqualTo(401);
            assertThat(NetworkInterface.networkInterfaces()
                            .flatMap(NetworkInterface::inetAddresses)
                            .filter(address -> !address.isLoopbackAddress()))
                    .noneMatch(address -> answers(address, server.port()));
        }
        assertThat(config.toString()).doesNotContain(TOKEN);
    }

    private static boolean answers(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
