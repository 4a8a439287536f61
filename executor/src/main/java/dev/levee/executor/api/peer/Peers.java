package dev.levee.executor.api.peer;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/// Hands requests on to other instances, over TLS, with the caller's own token: they ask for themselves who that is.
///
/// Each request has a connection of its own, so that nothing of its body stays behind in a buffer, and a renewed
/// certificate is shown from the next request on.
public final class Peers {

    /// Says that a request was handed on already: it is not handed on again.
    public static final String FORWARDED = "Levee-Forwarded";

    /// More than any answer of this API to what is handed on.
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(45);

    private final Supplier<SSLContext> tls;

    public Peers(Supplier<SSLContext> tls) {
        this.tls = tls;
    }

    /// @param path absolute, and not the caller's to choose: it must not lead to another host
    /// @param authorization the header as the caller sent it
    /// @param body not copied, and not needed any more when this returns
    /// @throws NotReachedException if the peer has seen nothing of the request
    /// @throws IOException if that is not known, e.g. because the answer is longer than one can be
    public HttpResponse<byte[]> forward(URI peer, String path, String authorization, byte[] body)
            throws IOException, NotReachedException {
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(tls.get())
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT)
                .build()) {
            return client.send(
                    HttpRequest.newBuilder(peer.resolve(path))
                            .timeout(ANSWER)
                            .header("Authorization", authorization)
                            .header("Content-Type", "application/json")
                            .header(FORWARDED, "1")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException e) {
            throw new NotReachedException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// No connection came about.
    public static final class NotReachedException extends Exception {

        private static final long serialVersionUID = 1L;

        NotReachedException(Throwable cause) {
            super(cause.getClass().getSimpleName(), cause);
        }
    }
}
