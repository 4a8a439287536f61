package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.redshift.RedshiftClient;
import software.amazon.awssdk.services.redshift.model.Cluster;

class RedshiftServiceTest {

    private final AdvancingClock clock = new AdvancingClock();
    private final LocalAws aws = LocalAws.builder().clock(clock).start();
    private final RedshiftClient redshift = Clients.in(aws, RedshiftClient.builder());

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void changesWhoMayReachAClusterInAWhile() {
        ready("ledger", true);

        redshift.modifyCluster(r -> r.clusterIdentifier("ledger").publiclyAccessible(false));
        assertThat(cluster("ledger").clusterStatus()).isEqualTo("modifying");
        assertThat(cluster("ledger").publiclyAccessible()).isTrue();
        assertThat(cluster("ledger").pendingModifiedValues().publiclyAccessible())
                .isFalse();
        expect(
                "InvalidClusterState",
                400,
                () -> redshift.modifyCluster(r -> r.clusterIdentifier("ledger").publiclyAccessible(true)));

        clock.advance(Duration.ofSeconds(3));
        assertThat(cluster("ledger").clusterStatus()).isEqualTo("available");
        assertThat(cluster("ledger").publiclyAccessible()).isFalse();
        assertThat(cluster("ledger").pendingModifiedValues().publiclyAccessible())
                .isNull();
    }

    @Test
    void changesTheRestAtOnce() {
        ready("ledger", false);
        assertThat(cluster("ledger").automatedSnapshotRetentionPeriod()).isEqualTo(1);

        redshift.modifyCluster(
                r -> r.clusterIdentifier("ledger").allowVersionUpgrade(false).automatedSnapshotRetentionPeriod(7));

        assertThat(cluster("ledger").clusterStatus()).isEqualTo("available");
        assertThat(cluster("ledger").allowVersionUpgrade()).isFalse();
        assertThat(cluster("ledger").automatedSnapshotRetentionPeriod()).isEqualTo(7);
    }

    @Test
    void knowsOneClusterOfEachName() {
        ready("ledger", false);
        ready("orders", false);

        assertThat(redshift.describeClustersPaginator().clusters())
                .extracting(Cluster::clusterIdentifier)
                .containsExactly("ledger", "orders");
        expect("ClusterAlreadyExists", 400, () -> ready("ledger", false));
        expect("ClusterNotFound", 404, () -> cluster("nothing"));
    }

    private void ready(String id, boolean open) {
        redshift.createCluster(r -> r.clusterIdentifier(id)
                .nodeType("ra3.large")
                .masterUsername("admin")
                .masterUserPassword("Not-a-secret-1")
                .publiclyAccessible(open));
        clock.advance(Duration.ofSeconds(3));
    }

    private Cluster cluster(String id) {
        return redshift.describeClusters(r -> r.clusterIdentifier(id))
                .clusters()
                .getFirst();
    }
}
