package dev.levee.executor.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OidcTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://id.example.com", "http://localhost:8080", "http://127.0.0.1", "http://[::1]:1"})
    void takesItsKeysFromAnybodyByTlsAndFromThisMachine(String url) {
        assertThat(Oidc.safe(URI.create(url))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://id.example.com", "http://localhost.example.com", "http:keys", "https:keys", "keys"})
    void takesItsKeysFromNobodyElse(String url) {
        assertThat(Oidc.safe(URI.create(url))).isFalse();
    }
}
