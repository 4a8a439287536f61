package dev.levee.executor.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.levee.executor.api.CallsForTests.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is let in, over real listeners.
class TokensTest {

    private static final String PATH = "/v1/findings";

    private static ApiForTests api;
    private static CallsForTests calls;

    @BeforeAll
    static void start(@TempDir Path folder) {
        api = new ApiForTests(folder, Optional.empty());
        calls = api.calls();
    }

    @AfterAll
    static void stop() {
        calls.close();
        api.close();
    }

    @Test
    void letsInWhoeverTheIssuerVouchesFor() throws Exception {
        assertThat(calls.get(PATH, api.issuer.token("anna", "platform")).status())
                .isEqualTo(200);
    }

    @Test
    void asksForAToken() throws Exception {
        Answer answer = calls.send(calls.to(PATH).GET());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"levee\"");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refuses(String why, UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        String token = api.issuer.token(change);

        Answer answer = calls.get(PATH, token);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("error=\"invalid_token\"");
        assertThat(answer.body().path("mend").asText()).contains("identity provider");
        assertThat(answer.body().toString()).doesNotContain(token);
    }

    static Stream<Arguments> refuses() {
        return Stream.of(
                refusal("another issuer", claims -> claims.issuer("https://elsewhere.example.com")),
                refusal("another audience", claims -> claims.audience("something-else")),
                refusal("no audience", claims -> claims.audience((String) null)),
                refusal("expired", claims -> claims.expirationTime(fromNow(-61))),
                refusal("no expiry", claims -> claims.expirationTime(null)),
                refusal("not valid yet", claims -> claims.notBeforeTime(fromNow(120))),
                refusal("no subject", claims -> claims.subject(null)));
    }

    @Test
    void allowsClocksToDifferByAMinute() throws Exception {
        assertThat(calls.get(PATH, api.issuer.token(claims -> claims.expirationTime(fromNow(-30))))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesWhatTheIssuersKeysDidNotSign() throws Exception {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(api.issuer.url().toString())
                .audience(IssuerForTests.AUDIENCE)
                .subject("mallory")
                .expirationTime(fromNow(300))
                .build();
        SignedJWT symmetric = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        symmetric.sign(new MACSigner(new byte[32]));
        String genuine = api.issuer.token("anna", "platform");
        String forged = genuine.substring(0, genuine.lastIndexOf('.') + 1) + "A".repeat(86);

        assertThat(List.of(
                        new PlainJWT(claims).serialize(),
                        symmetric.serialize(),
                        api.issuer.tokenOfAnotherKey("mallory"),
                        forged))
                .allSatisfy(token -> assertThat(calls.get(PATH, token).status()).isEqualTo(401));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "", "ey.ey.ey", "\"quoted\\"})
    void refusesWhatIsNoToken(String text) throws Exception {
        Answer answer = calls.get(PATH, text);

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void takesAccessTokensButNoOtherTypes() throws Exception {
        assertThat(calls.get(PATH, api.issuer.tokenOfType("at+jwt")).status()).isEqualTo(200);
        assertThat(calls.get(PATH, api.issuer.tokenOfType("logout+jwt")).status())
                .isEqualTo(401);
    }

    @Test
    void fetchesTheKeysOnceAndAgainWhenTheyWereRotated(@TempDir Path folder) throws Exception {
        try (ApiForTests own = new ApiForTests(folder, Optional.empty());
                CallsForTests calling = own.calls()) {
            calling.get(PATH, own.issuer.token("anna", "platform"));
            calling.get(PATH, own.issuer.token("ben", "platform"));
            assertThat(own.issuer.fetches()).isEqualTo(1);

            own.issuer.rotate();

            assertThat(calling.get(PATH, own.issuer.token("anna", "platform")).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void saysThatTheIssuerCannotBeAskedRatherThanRefusing(@TempDir Path folder) throws Exception {
        try (ApiForTests lonely = new ApiForTests(folder, Optional.empty());
                CallsForTests calling = lonely.calls()) {
            String token = lonely.issuer.token("anna", "platform");
            lonely.issuer.close();

            Answer answer = calling.get(PATH, token);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body().path("mend").asText()).contains("LEVEE_OIDC_ISSUER");
        }
    }

    private static Arguments refusal(String why, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(why, change);
    }

    private static Date fromNow(long seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }
}
