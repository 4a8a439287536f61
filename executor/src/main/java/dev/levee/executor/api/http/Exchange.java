package dev.levee.executor.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.executor.api.access.Caller;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// What handlers do with every request.
public final class Exchange {

    private Exchange() {}

    /// Whom the [Gate] let in.
    public static Caller caller(ServerRequest request) {
        return request.context().get(Caller.class).orElseThrow();
    }

    /// A part of the path, as the route names it.
    public static String part(ServerRequest request, String name) {
        return request.path().pathParameters().get(name);
    }

    public static void answer(ServerResponse response, Status status, JsonNode json) {
        response.status(status);
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(json.toString().getBytes(UTF_8));
    }
}
