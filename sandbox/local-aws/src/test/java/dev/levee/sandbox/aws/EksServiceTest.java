package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.eks.model.LogSetup;
import software.amazon.awssdk.services.eks.model.LogType;
import software.amazon.awssdk.services.eks.model.UpdateStatus;

class EksServiceTest {

    private final AdvancingClock clock = new AdvancingClock();
    private final LocalAws aws = LocalAws.builder().clock(clock).start();
    private final EksClient eks = Clients.in(aws, EksClient.builder());

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void needsAWhileToMakeACluster() {
        create("shop");

        assertThat(cluster("shop").status()).isEqualTo(ClusterStatus.CREATING);
        assertThat(cluster("shop").endpoint()).isNull();
        expect("ResourceInUseException", 409, () -> create("shop"));
        expect("InvalidRequestException", 400, () -> log("shop", true, LogType.AUDIT));

        clock.advance(Duration.ofSeconds(3));
        assertThat(cluster("shop").status()).isEqualTo(ClusterStatus.ACTIVE);
        assertThat(cluster("shop").endpoint()).isNotNull();
        assertThat(cluster("shop").logging().clusterLogging()).singleElement().satisfies(setup -> {
            assertThat(setup.enabled()).isFalse();
            assertThat(setup.types()).hasSize(5);
        });
        expect("ResourceNotFoundException", 404, () -> cluster("attic"));
    }

    @Test
    void sendsTheLogsItIsToldToOnceUpdated() {
        ready("shop");

        String update = log("shop", true, LogType.AUDIT, LogType.API);

        assertThat(cluster("shop").status()).isEqualTo(ClusterStatus.UPDATING);
        assertThat(enabled("shop")).isEmpty();
        assertThat(status("shop", update)).isEqualTo(UpdateStatus.IN_PROGRESS);
        clock.advance(Duration.ofSeconds(3));
        assertThat(cluster("shop").status()).isEqualTo(ClusterStatus.ACTIVE);
        assertThat(enabled("shop")).containsExactlyInAnyOrder(LogType.API, LogType.AUDIT);
        assertThat(status("shop", update)).isEqualTo(UpdateStatus.SUCCESSFUL);
        assertThat(eks.listUpdates(r -> r.name("shop")).updateIds()).containsExactly(update);
    }

    @Test
    void takesOneUpdateAtATime() {
        ready("shop");
        log("shop", true, LogType.AUDIT);

        expect("ResourceInUseException", 409, () -> log("shop", true, LogType.API));
    }

    @Test
    void refusesAnUpdateThatChangesNothingOrTwoThings() {
        ready("shop");

        expect("InvalidParameterException", 400, () -> log("shop", false, LogType.AUDIT));
        expect(
                "InvalidParameterException",
                400,
                () -> eks.updateClusterConfig(r -> r.name("shop")
                        .logging(l -> l.clusterLogging(s -> s.enabled(true).types(LogType.AUDIT)))
                        .resourcesVpcConfig(v -> v.endpointPublicAccess(false))));
    }

    @Test
    void listsPageByPage() {
        create("first");
        create("second");

        assertThat(eks.listClustersPaginator(r -> r.maxResults(1)).clusters()).containsExactly("first", "second");
    }

    private void ready(String name) {
        create(name);
        clock.advance(Duration.ofSeconds(3));
    }

    private void create(String name) {
        eks.createCluster(r -> r.name(name)
                .roleArn("arn:aws:iam::111122223333:role/eks")
                .resourcesVpcConfig(v -> v.subnetIds("subnet-1", "subnet-2")));
    }

    private String log(String name, boolean enabled, LogType... types) {
        return eks.updateClusterConfig(r -> r.name(name)
                        .logging(l -> l.clusterLogging(s -> s.enabled(enabled).types(types))))
                .update()
                .id();
    }

    private Cluster cluster(String name) {
        return eks.describeCluster(r -> r.name(name)).cluster();
    }

    private UpdateStatus status(String name, String update) {
        return eks.describeUpdate(r -> r.name(name).updateId(update)).update().status();
    }

    private List<LogType> enabled(String name) {
        return cluster(name).logging().clusterLogging().stream()
                .filter(LogSetup::enabled)
                .flatMap(setup -> setup.types().stream())
                .toList();
    }
}
