package dev.levee.executor.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.executor.api.CertificatesForTests.Issued;
import dev.levee.service.ConfigurationException;
import io.helidon.common.tls.Tls;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final String PATH = "/v1/findings";

    @TempDir
    private Path folder;

    @Test
    void isSpokenByNobodyWhoDistrustsTheCertificate() throws Exception {
        try (ApiForTests api = new ApiForTests(folder, Optional.empty());
                CallsForTests calls = new CallsForTests(api.url(), SSLContext.getDefault())) {
            assertThatThrownBy(() -> calls.get(PATH, "token")).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void isNotLeftOutByAnyone() {
        try (ApiForTests api = new ApiForTests(folder, Optional.empty());
                HttpClient client = HttpClient.newHttpClient()) {
            URI clear = URI.create("http://localhost:" + api.url().getPort() + PATH);

            assertThatThrownBy(() ->
                            client.send(HttpRequest.newBuilder(clear).build(), HttpResponse.BodyHandlers.discarding()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void asksForACertificateWhereAnAuthorityForClientsIsSet() throws Exception {
        CertificatesForTests people = new CertificatesForTests(folder, "people");
        CertificatesForTests strangers = new CertificatesForTests(folder, "strangers");
        try (ApiForTests api = new ApiForTests(folder, Optional.of(people.authority()))) {
            Optional<Issued> known = Optional.of(people.issue("anna"));
            Optional<Issued> foreign = Optional.of(strangers.issue("mallory"));

            try (CallsForTests calls = new CallsForTests(api.url(), api.certificates.client(known))) {
                assertThat(calls.get(PATH, api.issuer.token("anna", "platform")).status())
                        .isEqualTo(200);
                assertThat(calls.get(PATH, "no token").status()).isEqualTo(401);
            }
            assertRefused(api, Optional.empty());
            assertRefused(api, foreign);
        }
    }

    @Test
    void takesUpARenewedCertificateWithoutARestart() throws Exception {
        CertificatesForTests authority = new CertificatesForTests(folder, "authority");
        Issued first = authority.issue("first");
        TlsFiles files = new TlsFiles(first.certificate(), first.key(), Optional.empty());
        List<Tls> taken = new ArrayList<>();
        try (CertificateRenewal renewal = new CertificateRenewal(files)) {
            renewal.look(taken::add);
            assertThat(taken).isEmpty();

            Issued second = authority.issue("second");
            Files.copy(second.certificate(), first.certificate(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(second.key(), first.key(), StandardCopyOption.REPLACE_EXISTING);
            renewal.look(taken::add);
            assertThat(taken).hasSize(1);
            assertThat(taken.getFirst().prototype().privateKeyCertChain()).containsExactly(second.x509());

            Files.writeString(first.key(), "half written");
            renewal.look(taken::add);
            assertThat(taken).hasSize(1);
        }
    }

    @Test
    void showsTheRenewedCertificateToTheNextCaller() throws Exception {
        CertificatesForTests authority = new CertificatesForTests(folder, "authority");
        Issued own = authority.issue("api");
        try (ApiServer server = ApiServer.start(
                ApiForTests.secured(own, Optional.empty(), URI.create("https://id.example.com")),
                List.of(),
                new SimpleMeterRegistry())) {
            Issued renewed = authority.issue("renewed");
            Files.copy(renewed.certificate(), own.certificate(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(renewed.key(), own.key(), StandardCopyOption.REPLACE_EXISTING);

            server.renewCertificates();

            try (SSLSocket socket = (SSLSocket)
                    authority.client(Optional.empty()).getSocketFactory().createSocket("localhost", server.port())) {
                socket.startHandshake();
                assertThat((X509Certificate) socket.getSession().getPeerCertificates()[0])
                        .isEqualTo(renewed.x509());
            }
        }
    }

    @Test
    void namesTheFileThatCannotBeUsed() throws Exception {
        Issued own = new CertificatesForTests(folder, "levee").issue("api");
        Path broken = Files.writeString(folder.resolve("broken.pem"), "no key");

        assertThatThrownBy(() -> new TlsFiles(own.certificate(), broken, Optional.empty()).server())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("LEVEE_API_TLS_KEY=" + broken);
        assertThatThrownBy(() -> new TlsFiles(broken, own.key(), Optional.empty()).server())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("LEVEE_API_TLS_CERTIFICATE=" + broken);
        assertThatThrownBy(
                        () -> new TlsFiles(own.certificate(), own.key(), Optional.of(folder.resolve("none"))).server())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("LEVEE_API_TLS_CLIENT_CA=" + folder.resolve("none"));
    }

    /// With TLS 1.3 a client hears of the refusal only when it reads.
    private static void assertRefused(ApiForTests api, Optional<Issued> own) throws Exception {
        try (CallsForTests calls = new CallsForTests(api.url(), api.certificates.client(own))) {
            assertThatThrownBy(() -> calls.get(PATH, api.issuer.token("anna", "platform")))
                    .isInstanceOfAny(SSLException.class, IOException.class);
        }
    }
}
