package dev.levee.executor.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcTest {

    @ParameterizedTest
    @CsvSource({
        "https://id.example.com/keys, true",
        "http://localhost:8080/keys, true",
        "http://id.example.com/keys, false",
        "http:keys, false",
        "https:keys, false",
        "/keys, false"
    })
    void fetchesKeysFromWhereNobodyCanChangeThem(URI url, boolean safe) {
        assertThat(Oidc.safe(url)).isEqualTo(safe);
    }
}
