package dev.levee.executor.api.access;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// The issuer whose tokens are accepted.
///
/// @param issuer as it stands in the tokens, character by character
/// @param audience what the tokens must be meant for
/// @param keys where its keys are published, if not where its discovery document says
/// @param rolesClaim the claim that grants are about; `/a/b` reaches into claims within claims
public record Oidc(URI issuer, String audience, Optional<URI> keys, String rolesClaim, Grants grants) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /// Keys fetched in the clear could be anybody's, except from this very machine. False without a host.
    public static boolean safe(URI url) {
        return url.getHost() != null
                && ("https".equals(url.getScheme())
                        || ("http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost())));
    }
}
