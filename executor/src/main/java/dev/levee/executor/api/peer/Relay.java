package dev.levee.executor.api.peer;

import dev.levee.executor.api.http.Problem;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/// Hands a request on to the instance that owns a partition, once, and its answer back.
public final class Relay {

    private static final HeaderName FORWARDED = HeaderNames.create(Peers.FORWARDED);
    private static final List<String> HANDED_BACK =
            List.of("Content-Type", "Cache-Control", "Location", "Retry-After", "WWW-Authenticate");
    private static final Map<String, String> SOON = Map.of("Retry-After", "3");

    private final Owners owners;
    private final Peers peers;

    public Relay(Owners owners, Peers peers) {
        this.owners = owners;
        this.peers = peers;
    }

    /// @param path where to; never the request's own, which its sender chose
    /// @throws Problem.ProblemException if no answer came; it says whether the request may have been taken up
    public void handOn(int partition, String path, ServerRequest request, byte[] body, ServerResponse response) {
        if (request.headers().contains(FORWARDED)) {
            throw moving("the resource's partition is moving from one instance to another");
        }
        URI owner = owners.of(partition)
                .orElseThrow(() -> moving("no instance that can be reached owns the resource's partition now"));
        try {
            back(
                    peers.forward(
                            owner,
                            path,
                            request.headers().get(HeaderNames.AUTHORIZATION).get(),
                            body),
                    response);
        } catch (Peers.NotReachedException e) {
            throw moving("the instance that owns the resource's partition cannot be reached at %s (%s)"
                    .formatted(owner, e.getMessage()));
        } catch (IOException e) {
            throw Problem.of(
                            Status.GATEWAY_TIMEOUT_504,
                            "the instance that owns the resource's partition gave no answer: whether it took the order"
                                    + " up is not known",
                            "look at the finding before you try again")
                    .exception();
        }
    }

    private static void back(HttpResponse<byte[]> answer, ServerResponse response) {
        response.status(answer.statusCode());
        HANDED_BACK.forEach(name ->
                answer.headers().firstValue(name).ifPresent(value -> response.header(HeaderNames.create(name), value)));
        response.send(answer.body());
    }

    private static Problem.ProblemException moving(String what) {
        return new Problem(
                        Status.SERVICE_UNAVAILABLE_503,
                        what + "; the code was not used, and is not kept",
                        "try again in a moment; if that does not help, check that LEVEE_API_ADVERTISED_URL is set on every"
                                + " instance, to names of one domain, that each answers there, and that LEVEE_API_PEER_CA"
                                + " is the authority of their certificates",
                        SOON)
                .exception();
    }
}
