package dev.levee.executor.api;

import dev.levee.service.ConfigurationException;
import dev.levee.service.Setting;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.common.tls.TlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The files that the API's TLS is made of, all PEM.
///
/// @param clientCa whoever calls must show a certificate of one of these authorities
public record TlsFiles(Path certificate, Path key, Optional<Path> clientCa) {

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /// As the files are now.
    ///
    /// @throws ConfigurationException naming the setting of what cannot be used
    Tls server() {
        TlsConfig.Builder tls = own();
        clientCa.ifPresent(file -> tls.clientAuth(TlsClientAuth.REQUIRED)
                .trust(usable(ApiConfig.CLIENT_CA, file, () -> authorities(file))
                        .certs()));
        return tls.build();
    }

    /// With this process's own certificate, for calling others.
    ///
    /// @param ca the authorities to trust, in place of the JDK's
    Tls client(Optional<Path> ca) {
        TlsConfig.Builder tls = own();
        ca.ifPresent(file -> tls.trust(
                usable(ApiConfig.PEER_CA, file, () -> authorities(file)).certs()));
        return tls.build();
    }

    /// Changes whenever one of the files does.
    int fingerprint() throws IOException {
        int fingerprint = 0;
        for (Path file : List.of(certificate, key, clientCa.orElse(certificate))) {
            fingerprint = 31 * fingerprint + Arrays.hashCode(Files.readAllBytes(file));
        }
        return fingerprint;
    }

    private TlsConfig.Builder own() {
        Keys chain = usable(
                ApiConfig.CERTIFICATE,
                certificate,
                () -> Keys.builder()
                        .pem(pem -> pem.certChain(Resource.create(certificate)))
                        .build());
        Keys own = usable(
                ApiConfig.KEY,
                key,
                () -> Keys.builder().pem(pem -> pem.key(Resource.create(key))).build());
        return Tls.builder().enabledProtocols(PROTOCOLS).privateKey(own).privateKeyCertChain(chain);
    }

    private static Keys authorities(Path file) {
        return Keys.builder()
                .pem(pem -> pem.certificates(Resource.create(file)))
                .build();
    }

    private static Keys usable(Setting<?> setting, Path file, Supplier<Keys> read) {
        try {
            return read.get();
        } catch (RuntimeException e) {
            throw new ConfigurationException(List.of("%s=%s is not usable (%s): %s"
                    .formatted(setting.variable(), file, e.getMessage(), setting.meaning())));
        }
    }
}
