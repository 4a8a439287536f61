package dev.levee.executor.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.service.ConfigurationException;
import dev.levee.service.Environment;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiConfigTest {

    private static final Map<String, String> ENOUGH = Map.of(
            "LEVEE_KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
            "LEVEE_REGISTRY_URL", "http://registry:8081",
            "LEVEE_API_PORT", "8443",
            "LEVEE_API_TLS_CERTIFICATE", "/tls/tls.crt",
            "LEVEE_API_TLS_KEY", "/tls/tls.key",
            "LEVEE_OIDC_ISSUER", "https://id.example.com",
            "LEVEE_OIDC_AUDIENCE", "levee",
            "LEVEE_API_GRANTS", "platform=admin:*");

    @Test
    void servesNoApiUnlessAPortIsSet() {
        assertThat(with("LEVEE_API_PORT", "")).isEmpty();
    }

    @Test
    void needsWhatMakesItSafe() {
        assertThat(with("LEVEE_OIDC_ROLES_CLAIM", "")).hasValueSatisfying(config -> {
            ApiConfig.Secured secured = (ApiConfig.Secured) config;
            assertThat(secured.port()).isEqualTo(8443);
            assertThat(secured.oidc().issuer()).isEqualTo(URI.create("https://id.example.com"));
            assertThat(secured.oidc().rolesClaim()).isEqualTo("groups");
            assertThat(secured.tls().clientCa()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "LEVEE_API_TLS_CERTIFICATE, in the clear",
        "LEVEE_API_TLS_KEY, in the clear",
        "LEVEE_OIDC_ISSUER, nobody it does not know",
        "LEVEE_OIDC_AUDIENCE, nobody it does not know",
        "LEVEE_API_GRANTS, nobody may do anything"
    })
    void saysWhatIsMissingAndWhy(String variable, String why) {
        assertThatThrownBy(() -> with(variable, ""))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(variable + " is missing while LEVEE_API_PORT is set")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "LEVEE_OIDC_ISSUER, http://id.example.com",
        "LEVEE_OIDC_JWKS_URL, http://id.example.com/keys",
        "LEVEE_API_ADVERTISED_URL, http://executor-0:8443"
    })
    void takesNoUrlThatOthersCouldAnswer(String variable, String url) {
        assertThatThrownBy(() -> with(variable, url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(variable + "=" + url + " is not safe");
    }

    @Test
    void handsCodesOnToInstancesOfAKnownAuthorityOnly() {
        assertThatThrownBy(() -> with("LEVEE_API_ADVERTISED_URL", "https://executor-0.executor:8443"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("LEVEE_API_PEER_CA is missing while LEVEE_API_ADVERTISED_URL is set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://10.0.1.5:8443", "https://[2001:db8::1]:8443"})
    void advertisesANameThatTheOthersCanBelieve(String url) {
        assertThatThrownBy(() -> with("LEVEE_API_ADVERTISED_URL", url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(url + " has no name");
    }

    @ParameterizedTest
    @CsvSource({
        "'platform=admin:*,oncall=owner:payments', `oncall=owner:payments` gives a role owner",
        "'platform=admin:*,oncall', `oncall` is no grant"
    })
    void namesTheGrantThatCannotBeUsed(String grants, String problem) {
        assertThatThrownBy(() -> with("LEVEE_API_GRANTS", grants))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("LEVEE_API_GRANTS is not usable: " + problem);
    }

    private static Optional<ApiConfig> with(String variable, String value) {
        Map<String, String> variables = new HashMap<>(ENOUGH);
        variables.put(variable, value);
        return ApiConfig.from(Environment.of(variables, ApiConfig.SETTINGS));
    }
}
