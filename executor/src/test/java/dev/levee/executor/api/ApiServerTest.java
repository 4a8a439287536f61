package dev.levee.executor.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.levee.service.ConfigurationException;
import io.helidon.webserver.http.HttpService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ApiConfig config = new ApiConfig.Development(taken.getLocalPort(), TOKEN);

            assertThatThrownBy(() -> ApiServer.start(config, List.of(), meters))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("port %d cannot be had", taken.getLocalPort())
                    .hasMessageContaining("LEVEE_API_PORT");
        }
    }

    @Test
    void servesTheSandboxToThisMachineAloneAndToItsTokenOnly() throws Exception {
        ApiConfig config = new ApiConfig.Development(0, TOKEN);
        try (ApiServer server = ApiServer.start(config, List.of(), meters);
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

    @Test
    void countsRequestsByTheirRouteAndAnswer() throws Exception {
        HttpService service = rules -> rules.get("/things/{id}", (_, response) -> response.send("{}"));
        try (ApiServer server = ApiServer.start(new ApiConfig.Development(0, TOKEN), List.of(service), meters);
                CallsForTests calls =
                        new CallsForTests(URI.create("http://localhost:" + server.port()), SSLContext.getDefault())) {
            calls.get("/v1/things/one", TOKEN);
            calls.get("/v1/things/two", TOKEN);
            calls.get("/v1/things/two", "another");
            calls.get("/v1/nothing", TOKEN);

            await().untilAsserted(() -> assertThat(
                            meters.find("levee.executor.api.requests").timers())
                    .extracting(timer -> "%s %s %d"
                            .formatted(
                                    timer.getId().getTag("route"), timer.getId().getTag("status"), timer.count()))
                    .containsExactlyInAnyOrder("/v1/things/{id} 200 2", "none 401 1", "none 404 1"));
        }
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
