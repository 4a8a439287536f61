package dev.levee.executor.api;

import dev.levee.executor.api.access.DevelopmentToken;
import dev.levee.executor.api.access.Grants;
import dev.levee.executor.api.access.Oidc;
import dev.levee.executor.api.access.OidcTokens;
import dev.levee.executor.api.access.Tokens;
import dev.levee.executor.api.peer.Owners;
import dev.levee.service.ConfigurationException;
import dev.levee.service.Environment;
import dev.levee.service.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/// How the API is served.
public sealed interface ApiConfig {

    /// 0 takes any free one.
    int port();

    /// Who stands behind a token.
    Tokens tokens();

    /// How other instances reach this one; empty where there is no other.
    Optional<URI> advertisedUrl();

    /// For the consumer of commands: by it other instances find this one.
    default Optional<String> clientId() {
        return advertisedUrl().map(Owners::clientId);
    }

    /// What this instance shows and trusts when it calls others.
    SSLContext peerTls();

    /// To people: with TLS, and with tokens of an issuer.
    ///
    /// @param peerCa what instances trust when they call each other, in place of the JDK's authorities
    record Secured(int port, TlsFiles tls, Optional<URI> advertisedUrl, Optional<Path> peerCa, Oidc oidc)
            implements ApiConfig {

        @Override
        public Tokens tokens() {
            return new OidcTokens(oidc);
        }

        @Override
        public SSLContext peerTls() {
            return tls.client(peerCa).sslContext();
        }
    }

    /// To this machine alone, in the clear, for the sandbox. No setting leads here.
    record Development(int port, String token) implements ApiConfig {

        @Override
        public Tokens tokens() {
            return new DevelopmentToken(token);
        }

        @Override
        public Optional<URI> advertisedUrl() {
            return Optional.empty();
        }

        @Override
        public SSLContext peerTls() {
            try {
                return SSLContext.getDefault();
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every JDK has a default", e);
            }
        }

        @Override
        public String toString() {
            return "Development[port=%d]".formatted(port);
        }
    }

    Setting<Optional<Integer>> PORT = Setting.integer(
                    "LEVEE_API_PORT",
                    "Port of the HTTP API, by which people list findings and have them fixed; 0 takes any free one."
                            + " Without it there is no API.",
                    0,
                    65_535)
            .optional();
    Setting<Optional<Path>> CERTIFICATE = Setting.path(
                    "LEVEE_API_TLS_CERTIFICATE",
                    "PEM file of the API's certificate and its chain. Renewed files are taken up within a minute.")
            .optional();
    Setting<Optional<Path>> KEY = Setting.path(
                    "LEVEE_API_TLS_KEY", "PEM file of the certificate's private key: PKCS #8, or PKCS #1 of RSA.")
            .optional();
    Setting<Optional<Path>> CLIENT_CA = Setting.path(
                    "LEVEE_API_TLS_CLIENT_CA",
                    "PEM file of authorities: whoever calls the API must show a certificate of one of them, the other"
                            + " instances with the API's own.")
            .optional();
    Setting<Optional<Path>> PEER_CA = Setting.path(
                    "LEVEE_API_PEER_CA",
                    "PEM file of the authorities of the instances' certificates, which alone are trusted when one hands a code on to"
                            + " another. Needed with LEVEE_API_ADVERTISED_URL.")
            .optional();
    Setting<Optional<URI>> ADVERTISED_URL = Setting.url(
                    "LEVEE_API_ADVERTISED_URL",
                    "How the other instances reach this one's API, e.g. https://executor-0.executor:8443; the"
                            + " certificate must be good for that name, and the names of all instances may differ before"
                            + " the first dot only. Needed from two instances on.")
            .optional();
    Setting<Optional<URI>> ISSUER = Setting.url(
                    "LEVEE_OIDC_ISSUER", "The OpenID Connect issuer of the callers' tokens, as it stands in them.")
            .optional();
    Setting<Optional<String>> AUDIENCE = Setting.text(
                    "LEVEE_OIDC_AUDIENCE", "What the callers' tokens must be meant for, e.g. levee.")
            .optional();
    Setting<Optional<URI>> KEYS = Setting.url(
                    "LEVEE_OIDC_JWKS_URL",
                    "Where the issuer publishes its keys; by default where its discovery document says.")
            .optional();
    Setting<String> ROLES_CLAIM = Setting.text(
                    "LEVEE_OIDC_ROLES_CLAIM",
                    "The claim whose values LEVEE_API_GRANTS names; /realm_access/roles reaches into a claim.")
            .withDefault("groups");
    Setting<Optional<String>> GRANTS = new Setting<>(
                    "LEVEE_API_GRANTS",
                    "Who may do what in which group of accounts (* is every account): viewers see, remediators have"
                            + " findings fixed, admins do all.",
                    Grants.FORM,
                    null,
                    text -> text)
            .optional();

    Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");

    List<Setting<?>> SETTINGS = List.of(
            PORT, CERTIFICATE, KEY, CLIENT_CA, PEER_CA, ADVERTISED_URL, ISSUER, AUDIENCE, KEYS, ROLES_CLAIM, GRANTS);

    /// Empty where no API is to be served.
    ///
    /// @throws ConfigurationException naming everything that is missing besides the port, or not safe
    static Optional<ApiConfig> from(Environment environment) {
        return environment.get(PORT).map(port -> secured(port, environment));
    }

    private static Secured secured(int port, Environment environment) {
        List<String> problems = new ArrayList<>();
        String clear = "a code must not travel in the clear, so the API is served with TLS only";
        String anybody = "the API answers nobody it does not know";
        missing(environment, CERTIFICATE, clear, problems);
        missing(environment, KEY, clear, problems);
        missing(environment, ISSUER, anybody, problems);
        missing(environment, AUDIENCE, anybody, problems);
        missing(environment, GRANTS, "without it nobody may do anything", problems);
        if (environment.get(ADVERTISED_URL).isPresent()) {
            missing(
                    environment,
                    PEER_CA,
                    ADVERTISED_URL,
                    "any authority's certificate would do to be given codes",
                    problems);
        }
        List.of(ISSUER, KEYS)
                .forEach(setting -> environment
                        .get(setting)
                        .filter(url -> !Oidc.safe(url))
                        .ifPresent(url -> problems.add("%s=%s is not safe: keys must be fetched by https"
                                .formatted(setting.variable(), url))));
        environment
                .get(ADVERTISED_URL)
                .filter(url -> !"https".equals(url.getScheme()))
                .ifPresent(url ->
                        problems.add("%s=%s is not safe: it must be https".formatted(ADVERTISED_URL.variable(), url)));
        environment
                .get(ADVERTISED_URL)
                .filter(url ->
                        url.getHost() == null || ADDRESS.matcher(url.getHost()).matches())
                .ifPresent(url -> problems.add("%s=%s has no name: instances believe only names of one domain, as a"
                                .formatted(ADVERTISED_URL.variable(), url)
                        + " StatefulSet gives them"));
        Optional<Grants> grants = grants(environment, problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new Secured(
                port,
                new TlsFiles(
                        environment.get(CERTIFICATE).orElseThrow(),
                        environment.get(KEY).orElseThrow(),
                        environment.get(CLIENT_CA)),
                environment.get(ADVERTISED_URL),
                environment.get(PEER_CA),
                new Oidc(
                        environment.get(ISSUER).orElseThrow(),
                        environment.get(AUDIENCE).orElseThrow(),
                        environment.get(KEYS),
                        environment.get(ROLES_CLAIM),
                        grants.orElseThrow()));
    }

    private static Optional<Grants> grants(Environment environment, List<String> problems) {
        try {
            return environment.get(GRANTS).map(Grants::parse);
        } catch (IllegalArgumentException e) {
            problems.add("%s is not usable: %s; expected %s".formatted(GRANTS.variable(), e.getMessage(), Grants.FORM));
            return Optional.empty();
        }
    }

    private static void missing(
            Environment environment, Setting<? extends Optional<?>> setting, String why, List<String> problems) {
        missing(environment, setting, PORT, why, problems);
    }

    private static void missing(
            Environment environment,
            Setting<? extends Optional<?>> setting,
            Setting<?> set,
            String why,
            List<String> problems) {
        if (environment.get(setting).isEmpty()) {
            problems.add("%s is missing while %s is set: %s. %s"
                    .formatted(setting.variable(), set.variable(), why, setting.meaning()));
        }
    }
}
