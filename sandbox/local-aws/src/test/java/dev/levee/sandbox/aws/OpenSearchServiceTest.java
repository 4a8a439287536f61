package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.opensearch.OpenSearchClient;
import software.amazon.awssdk.services.opensearch.model.DomainInfo;
import software.amazon.awssdk.services.opensearch.model.DomainStatus;
import software.amazon.awssdk.services.opensearch.model.TLSSecurityPolicy;

class OpenSearchServiceTest {

    private final AdvancingClock clock = new AdvancingClock();
    private final LocalAws aws = LocalAws.builder().clock(clock).start();
    private final OpenSearchClient search = Clients.in(aws, OpenSearchClient.builder());

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void makesADomainThatProtectsNothing() {
        search.createDomain(r -> r.domainName("logs"));

        assertThat(domain("logs").processing()).isTrue();
        clock.advance(Duration.ofSeconds(3));
        assertThat(domain("logs")).satisfies(domain -> {
            assertThat(domain.processing()).isFalse();
            assertThat(domain.arn()).isEqualTo("arn:aws:es:eu-west-1:111122223333:domain/logs");
            assertThat(domain.endpoint()).isNotNull();
            assertThat(domain.encryptionAtRestOptions().enabled()).isFalse();
            assertThat(domain.nodeToNodeEncryptionOptions().enabled()).isFalse();
            assertThat(domain.domainEndpointOptions().enforceHTTPS()).isFalse();
        });
        assertThat(search.listDomainNames(r -> r.build()).domainNames())
                .extracting(DomainInfo::domainName)
                .containsExactly("logs");
        expect("ResourceAlreadyExistsException", 409, () -> search.createDomain(r -> r.domainName("logs")));
        expect("ResourceNotFoundException", 409, () -> domain("attic"));
    }

    @Test
    void changesOneThingAtATimeAndShowsItOnceDone() {
        ready("logs");

        enforceHttps("logs", true);

        assertThat(domain("logs").processing()).isTrue();
        assertThat(domain("logs").domainEndpointOptions().enforceHTTPS()).isFalse();
        expect("ValidationException", 400, () -> enforceHttps("logs", false));
        clock.advance(Duration.ofSeconds(3));
        assertThat(domain("logs").domainEndpointOptions()).satisfies(options -> {
            assertThat(options.enforceHTTPS()).isTrue();
            assertThat(options.tlsSecurityPolicy()).isEqualTo(TLSSecurityPolicy.POLICY_MIN_TLS_1_2_2019_07);
            assertThat(options.customEndpointEnabled()).isFalse();
        });
    }

    @Test
    void neverDecrypts() {
        ready("logs");
        search.updateDomainConfig(r -> r.domainName("logs")
                .encryptionAtRestOptions(o -> o.enabled(true))
                .nodeToNodeEncryptionOptions(o -> o.enabled(true)));
        clock.advance(Duration.ofSeconds(3));

        assertThat(domain("logs").encryptionAtRestOptions()).satisfies(options -> {
            assertThat(options.enabled()).isTrue();
            assertThat(options.kmsKeyId()).startsWith("arn:aws:kms:eu-west-1:111122223333:key/");
        });
        assertThat(domain("logs").nodeToNodeEncryptionOptions().enabled()).isTrue();
        expect(
                "ValidationException",
                400,
                () -> search.updateDomainConfig(
                        r -> r.domainName("logs").encryptionAtRestOptions(o -> o.enabled(false))));
        expect(
                "ValidationException",
                400,
                () -> search.updateDomainConfig(
                        r -> r.domainName("logs").nodeToNodeEncryptionOptions(o -> o.enabled(false))));
    }

    private void ready(String name) {
        search.createDomain(r -> r.domainName(name));
        clock.advance(Duration.ofSeconds(3));
    }

    private void enforceHttps(String name, boolean enforced) {
        search.updateDomainConfig(r -> r.domainName(name)
                .domainEndpointOptions(
                        o -> o.enforceHTTPS(enforced).tlsSecurityPolicy(TLSSecurityPolicy.POLICY_MIN_TLS_1_2_2019_07)));
    }

    private DomainStatus domain(String name) {
        return search.describeDomain(r -> r.domainName(name)).domainStatus();
    }
}
