package dev.levee.executor.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.executor.api.access.Caller;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// What handlers do with every request.
public final class Exchange {

    /// No request of this API is longer.
    public static final int MAX_BODY_BYTES = 32 * 1024;

    private Exchange() {}

    /// Whom the [Gate] let in.
    public static Caller caller(ServerRequest request) {
        return request.context().get(Caller.class).orElseThrow();
    }

    /// A part of the path, as the route names it.
    public static String part(ServerRequest request, String name) {
        return request.path().pathParameters().get(name);
    }

    /// The whole body, in one array and nowhere else.
    ///
    /// @throws Problem.ProblemException if it is longer than a request of this API can be
    public static byte[] body(ServerRequest request) {
        byte[] buffer = new byte[MAX_BODY_BYTES + 1];
        try (InputStream in = request.content().inputStream()) {
            int length = in.readNBytes(buffer, 0, buffer.length);
            if (length > MAX_BODY_BYTES) {
                throw Problem.of(Status.REQUEST_ENTITY_TOO_LARGE_413, "the body is too long", "send less")
                        .exception();
            }
            return Arrays.copyOf(buffer, length);
        } catch (IOException e) {
            throw Problem.of(Status.BAD_REQUEST_400, "the body could not be read", "send it again")
                    .exception();
        } finally {
            Arrays.fill(buffer, (byte) 0);
        }
    }

    public static void answer(ServerResponse response, Status status, JsonNode json) {
        response.status(status);
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(json.toString().getBytes(UTF_8));
    }
}
