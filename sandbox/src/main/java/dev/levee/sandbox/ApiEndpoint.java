package dev.levee.sandbox;

import java.net.URI;
import java.util.UUID;

/// The executor's API in a sandbox: on this machine alone.
///
/// @param token new in every sandbox; may do everything
public record ApiEndpoint(URI url, String token) {

    /// With a new token.
    static ApiEndpoint on(int port) {
        return new ApiEndpoint(
                URI.create("http://localhost:" + port), UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return "ApiEndpoint[%s]".formatted(url);
    }
}
