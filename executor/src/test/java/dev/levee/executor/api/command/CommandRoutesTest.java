package dev.levee.executor.api.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.schemas.Finding;
import dev.levee.schemas.FindingState;
import dev.levee.schemas.Provider;
import dev.levee.schemas.Severity;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandRoutesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"111122223333/arn:aws:s3:::b/a-control", "//elsewhere.example/x", "../../x", "a b+c?d#e", "@x"})
    void handOnToThePeerWhateverAFindingIsCalled(String id) {
        URI peer = URI.create("https://executor-1.executor:8443");

        URI url = peer.resolve(CommandRoutes.path(finding(id)));

        assertThat(url.getRawAuthority()).isEqualTo(peer.getRawAuthority());
        assertThat(url.normalize().getPath()).isEqualTo("/v1/findings/" + id + "/remediate");
        assertThat(url.getRawQuery()).isNull();
    }

    private static Finding finding(String id) {
        return Finding.newBuilder()
                .setId(id)
                .setProvider(Provider.AWS)
                .setAccount("111122223333")
                .setRegion("eu-west-1")
                .setResource("arn:aws:s3:::b")
                .setResourceId("b")
                .setControl("a-control")
                .setTitle("A title")
                .setSeverity(Severity.LOW)
                .setState(FindingState.OPEN)
                .setEvidence("some")
                .setPolicy("a-policy")
                .setObservedAt(Instant.EPOCH)
                .build();
    }
}
