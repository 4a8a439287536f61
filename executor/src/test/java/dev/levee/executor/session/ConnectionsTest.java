package dev.levee.executor.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.levee.schemas.Account;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.Provider;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

class ConnectionsTest {

    private static final String ID = "111122223333";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void countWhatIsInTheWayOfAPersonsCodeToo() {
        ScriptedCloud cloud = ScriptedCloud.answering(ScriptedCloud.denied("not authorized"));
        Connections connections = connections(cloud);

        connections.remediator(
                account(ID),
                cloud,
                JsonNodeFactory.instance.objectNode(),
                "command-1",
                new CodeSource.Typed("123456".toCharArray()));

        assertThat(blocked("code-refused")).isEqualTo(1);
    }

    @Test
    void countARecordThatCannotBeUsed() {
        connections(ScriptedCloud.answering()).reader(account("444455556666"));

        assertThat(blocked("record-unusable")).isEqualTo(1);
    }

    @Test
    void keepNothingOfAnAccountThatIsGone() {
        ScriptedCloud cloud = ScriptedCloud.answering(
                ScriptedCloud.session(Instant.now().plusSeconds(3600)),
                ScriptedCloud.session(Instant.now().plusSeconds(3600)));
        Connections connections = connections(cloud);
        connections.reader(account(ID));
        connections.retain(List.of(account(ID)));
        connections.reader(account(ID));
        assertThat(cloud.calls()).hasSize(1);
        assertThat(meters.getMeters()).isNotEmpty();

        connections.retain(List.of());

        assertThat(meters.getMeters()).isEmpty();
        connections.reader(account(ID));
        assertThat(cloud.calls()).hasSize(2);
    }

    private Connections connections(ScriptedCloud cloud) {
        Sts sts = new Sts(cloud, AnonymousCredentialsProvider.create(), "eu-west-1", "levee/test");
        return new Connections(sts, Duration.ofMinutes(1), meters, Clock.systemUTC(), _ -> {});
    }

    private double blocked(String obstacle) {
        return meters.counter("levee.executor.account.blocked", "account", ID, "obstacle", obstacle)
                .count();
    }

    /// @param owner of its roles
    private static Account account(String owner) {
        return Account.newBuilder()
                .setId(ID)
                .setProvider(Provider.AWS)
                .setConnection(AwsConnection.newBuilder()
                        .setMode(ConnectionMode.MANUAL)
                        .setScanRoleArn("arn:aws:iam::%s:role/levee-scan".formatted(owner))
                        .setRemediatorRoleArn("arn:aws:iam::%s:role/levee-remediator".formatted(owner))
                        .setExternalId("5b0c2f4e-1f60-4ad7-9f7e-0c3f5f5b9a11")
                        .build())
                .build();
    }
}
