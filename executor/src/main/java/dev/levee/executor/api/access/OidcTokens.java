package dev.levee.executor.api.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Accepts JWTs of one issuer: signed by a key it publishes, meant for Levee, and not expired.
public final class OidcTokens implements Tokens {

    private static final Set<JWSAlgorithm> SIGNATURES =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);
    private static final int LEEWAY_SECONDS = 60;
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int MAX_KEYS_BYTES = 512 * 1024;
    private static final Duration OUTAGE = Duration.ofHours(4);

    private final Oidc oidc;
    private final RolesClaim roles;
    private @Nullable JWTProcessor<SecurityContext> processor;

    /// Asks the issuer nothing before the first token comes.
    public OidcTokens(Oidc oidc) {
        this.oidc = oidc;
        this.roles = new RolesClaim(oidc.rolesClaim());
    }

    @Override
    public Caller caller(String token) throws RefusedTokenException, IssuerUnavailableException {
        JWTClaimsSet claims = claims(token);
        return new Caller(
                Objects.requireNonNull(claims.getSubject()),
                Stream.of("email", "preferred_username")
                        .flatMap(claim -> text(claims, claim).stream())
                        .findFirst(),
                oidc.grants().of(roles.values(claims.getClaims())));
    }

    private JWTClaimsSet claims(String token) throws RefusedTokenException, IssuerUnavailableException {
        try {
            return processor().process(token, null);
        } catch (ParseException e) {
            throw new RefusedTokenException("it is not a JWT");
        } catch (RateLimitReachedException e) {
            throw new RefusedTokenException("it is signed with a key that the issuer has not published");
        } catch (KeySourceException e) {
            throw new IssuerUnavailableException("the keys of %s cannot be fetched".formatted(oidc.issuer()), e);
        } catch (BadJOSEException | JOSEException e) {
            throw new RefusedTokenException(String.valueOf(e.getMessage()).replaceAll("[^ !#-\\[\\]-~]", "?"));
        }
    }

    private synchronized JWTProcessor<SecurityContext> processor() throws IssuerUnavailableException {
        if (processor == null) {
            processor = processor(keys());
        }
        return processor;
    }

    private JWTProcessor<SecurityContext> processor(URI keys) {
        DefaultJWTProcessor<SecurityContext> jwts = new DefaultJWTProcessor<>();
        jwts.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        jwts.setJWSKeySelector(new JWSVerificationKeySelector<>(SIGNATURES, source(keys)));
        DefaultJWTClaimsVerifier<SecurityContext> verifier = new DefaultJWTClaimsVerifier<>(
                oidc.audience(),
                new JWTClaimsSet.Builder().issuer(oidc.issuer().toString()).build(),
                Set.of("sub", "exp"));
        verifier.setMaxClockSkew(LEEWAY_SECONDS);
        jwts.setJWTClaimsSetVerifier(verifier);
        return jwts;
    }

    /// Cached for five minutes, asked anew for a key that is not known, and kept for a while when the issuer is down.
    private static JWKSource<SecurityContext> source(URI keys) {
        try {
            return JWKSourceBuilder.create(
                            keys.toURL(), new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_KEYS_BYTES))
                    .refreshAheadCache(false)
                    .retrying(true)
                    .outageTolerant(OUTAGE.toMillis())
                    .build();
        } catch (IOException e) {
            throw new IllegalArgumentException(keys.toString(), e);
        }
    }

    private URI keys() throws IssuerUnavailableException {
        if (oidc.keys().isPresent()) {
            return oidc.keys().get();
        }
        try {
            return Discovery.keysOf(oidc.issuer());
        } catch (IOException | IllegalArgumentException e) {
            throw new IssuerUnavailableException(
                    "the discovery document of %s cannot be used: %s".formatted(oidc.issuer(), e.getMessage()), e);
        }
    }

    private static Optional<String> text(JWTClaimsSet claims, String claim) {
        return claims.getClaim(claim) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
