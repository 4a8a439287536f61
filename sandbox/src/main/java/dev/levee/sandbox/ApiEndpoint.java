package dev.levee.sandbox;

import java.net.URI;

/// The executor's API in a sandbox: on this machine alone.
///
/// @param token new in every sandbox; may do everything
public record ApiEndpoint(URI url, String token) {

    @Override
    public String toString() {
        return "ApiEndpoint[%s]".formatted(url);
    }
}
