package dev.levee.executor.api.http;

import dev.levee.executor.api.access.Caller;
import dev.levee.executor.api.access.Tokens;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets nobody pass without a token that is accepted (RFC 6750), or without any role. Handlers find the [Caller] in the
/// request's context.
public final class Gate implements Filter {

    private static final Logger log = LoggerFactory.getLogger(Gate.class);
    private static final String BEARER = "Bearer ";
    private static final String MEND = "get a new token from your identity provider";

    private final Tokens tokens;

    public Gate(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        request.context().register(caller(token(request)));
        chain.proceed();
    }

    private Caller caller(String token) {
        Caller caller = known(token);
        if (caller.roles().isEmpty()) {
            throw new Problem(
                            Status.FORBIDDEN_403,
                            "none of your groups is named by LEVEE_API_GRANTS",
                            "ask for a group that it names, or have yours named there; LEVEE_OIDC_ROLES_CLAIM says which"
                                    + " claim holds them",
                            Map.of("WWW-Authenticate", "Bearer realm=\"levee\", error=\"insufficient_scope\""))
                    .exception();
        }
        return caller;
    }

    private Caller known(String token) {
        try {
            return tokens.caller(token);
        } catch (Tokens.RefusedTokenException e) {
            throw unauthorized(
                    "the token is not accepted: " + e.getMessage(),
                    "Bearer realm=\"levee\", error=\"invalid_token\", error_description=\"%s\""
                            .formatted(e.getMessage()));
        } catch (Tokens.IssuerUnavailableException e) {
            log.atWarn().addKeyValue("error", e.getMessage()).log("tokens cannot be verified");
            throw new Problem(
                            Status.SERVICE_UNAVAILABLE_503,
                            "the token cannot be verified now: the issuer's keys cannot be fetched",
                            "try again in a minute; if that does not help, check LEVEE_OIDC_ISSUER and"
                                    + " LEVEE_OIDC_JWKS_URL of the executor",
                            Map.of("Retry-After", "60"))
                    .exception();
        }
    }

    private static String token(RoutingRequest request) {
        return Optional.of(request.headers())
                .filter(headers -> headers.contains(HeaderNames.AUTHORIZATION))
                .map(headers -> headers.get(HeaderNames.AUTHORIZATION).get())
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip())
                .orElseThrow(() -> unauthorized("there is no bearer token", "Bearer realm=\"levee\""));
    }

    private static Problem.ProblemException unauthorized(String detail, String challenge) {
        return new Problem(Status.UNAUTHORIZED_401, detail, MEND, Map.of("WWW-Authenticate", challenge)).exception();
    }
}
