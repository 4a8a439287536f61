package dev.levee.cli.environment;

import dev.levee.executor.api.access.Oidc;
import dev.levee.service.ConfigurationException;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/// Where the executor's API is, and what opens it.
public record ApiAccess(URI url, String token, SSLContext tls) {

    static final String URL = "LEVEE_API_URL";
    static final String TOKEN = "LEVEE_API_TOKEN";
    static final String TOKEN_FILE = "LEVEE_API_TOKEN_FILE";
    static final String CA = "LEVEE_API_CA";
    static final String CERTIFICATE = "LEVEE_API_CLIENT_CERTIFICATE";
    static final String KEY = "LEVEE_API_CLIENT_KEY";

    /// @throws ConfigurationException naming every variable that is missing or cannot be used
    static ApiAccess of(Function<String, Optional<String>> variable) {
        List<String> problems = new ArrayList<>();
        Optional<URI> url = url(variable.apply(URL), problems);
        Optional<String> token = token(variable.apply(TOKEN), variable.apply(TOKEN_FILE), problems);
        if (variable.apply(CERTIFICATE).isPresent() != variable.apply(KEY).isPresent()) {
            problems.add("%s and %s belong together: set both or none".formatted(CERTIFICATE, KEY));
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new ApiAccess(
                url.orElseThrow(),
                token.orElseThrow(),
                tls(
                        variable.apply(CA).map(Path::of),
                        variable.apply(CERTIFICATE).map(Path::of),
                        variable.apply(KEY).map(Path::of)));
    }

    @Override
    public String toString() {
        return "ApiAccess[%s]".formatted(url);
    }

    private static Optional<URI> url(Optional<String> given, List<String> problems) {
        if (given.isEmpty()) {
            problems.add(URL + " is missing: where the executor's API is, e.g. https://levee.example.com:8443;"
                    + " `levee up` prints its own");
            return Optional.empty();
        }
        try {
            URI url = URI.create(given.get());
            if (Oidc.safe(url)) {
                return Optional.of(url);
            }
        } catch (IllegalArgumentException _) {
            // as below
        }
        problems.add(
                "%s=%s is not usable: it must be an https URL, or http on this machine".formatted(URL, given.get()));
        return Optional.empty();
    }

    private static Optional<String> token(Optional<String> token, Optional<String> file, List<String> problems) {
        if (token.isPresent()) {
            return token;
        }
        if (file.isEmpty()) {
            problems.add("%s is missing, and %s too: a token of your identity provider".formatted(TOKEN, TOKEN_FILE));
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(Path.of(file.get())).strip());
        } catch (IOException e) {
            problems.add("%s=%s cannot be read: %s".formatted(TOKEN_FILE, file.get(), e.getMessage()));
            return Optional.empty();
        }
    }

    private static SSLContext tls(Optional<Path> ca, Optional<Path> certificate, Optional<Path> key) {
        TlsConfig.Builder tls = Tls.builder();
        ca.ifPresent(file -> tls.trust(usable(
                        CA,
                        file,
                        () -> Keys.builder()
                                .pem(pem -> pem.certificates(Resource.create(file)))
                                .build())
                .certs()));
        certificate.ifPresent(file -> tls.privateKeyCertChain(usable(
                CERTIFICATE,
                file,
                () -> Keys.builder()
                        .pem(pem -> pem.certChain(Resource.create(file)))
                        .build())));
        key.ifPresent(file -> tls.privateKey(usable(
                KEY,
                file,
                () -> Keys.builder().pem(pem -> pem.key(Resource.create(file))).build())));
        return tls.build().sslContext();
    }

    private static Keys usable(String variable, Path file, Supplier<Keys> read) {
        try {
            return read.get();
        } catch (RuntimeException e) {
            throw new ConfigurationException(
                    List.of("%s=%s is not usable: %s".formatted(variable, file, e.getMessage())));
        }
    }
}
