package dev.levee.executor.api.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.levee.executor.api.CertificatesForTests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Handing requests on to another instance that listens for them.
class PeersTest {

    private static final String PATH = "/v1/findings/a%2Fb/remediate";

    private HttpsServer listener;
    private Peers peers;
    private URI peer;

    @BeforeEach
    void listen(@TempDir Path folder) throws IOException {
        CertificatesForTests certificates = new CertificatesForTests(folder, "levee");
        listener = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.setHttpsConfigurator(
                new HttpsConfigurator(certificates.client(Optional.of(certificates.issue("peer")))));
        listener.start();
        peer = URI.create("https://localhost:" + listener.getAddress().getPort());
        peers = new Peers(() -> certificates.client(Optional.empty()));
    }

    @AfterEach
    void stop() {
        listener.stop(0);
    }

    @Test
    void areHandedARequestAsItIs() throws Exception {
        answer("as it is".getBytes(UTF_8));

        HttpResponse<byte[]> answer = peers.forward(peer, PATH, "Bearer token", "{}".getBytes(UTF_8));

        assertThat(answer.uri().getRawPath()).isEqualTo(PATH);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("as it is");
    }

    @Test
    void areListenedToNoLongerThanAnAnswerCanBe() {
        answer(new byte[1024 * 1024]);

        assertThatThrownBy(() -> peers.forward(peer, PATH, "Bearer token", "{}".getBytes(UTF_8)))
                .isInstanceOf(IOException.class);
    }

    private void answer(byte[] body) {
        listener.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }
}
