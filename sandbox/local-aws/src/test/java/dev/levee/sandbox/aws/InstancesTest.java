package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.MonitoringState;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

class InstancesTest {

    private final AdvancingClock clock = new AdvancingClock();
    private final List<ObjectNode> trail = new ArrayList<>();
    private final LocalAws aws =
            LocalAws.builder().clock(clock).trailListener(trail::add).start();
    private final Ec2Client ec2 = Clients.in(aws, Ec2Client.builder());

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void startsSeveralAtOnce() {
        List<String> ids = run(RunInstancesRequest.builder().maxCount(2));

        assertThat(trail.getLast().at("/responseElements/instancesSet/items").findValuesAsText("instanceId"))
                .isEqualTo(ids);
        assertThat(ec2.describeInstances().reservations())
                .singleElement()
                .extracting(Reservation::instances)
                .asList()
                .hasSize(2);
        assertThat(describe(ids.getLast()).state().name()).isEqualTo(InstanceStateName.PENDING);

        clock.advance(Duration.ofMinutes(1));

        assertThat(describe(ids.getLast()).state().name()).isEqualTo(InstanceStateName.RUNNING);
        expect("InvalidInstanceID.NotFound", 400, () -> describe("i-00000000000000000"));
    }

    @Test
    void isMonitoredAfterAWhile() {
        String id = run(RunInstancesRequest.builder().maxCount(1)).getFirst();

        ec2.monitorInstances(r -> r.instanceIds(id));

        assertThat(describe(id).monitoring().state()).isEqualTo(MonitoringState.PENDING);
        assertThat(trail.getLast()
                        .at("/requestParameters/instancesSet/items/0/instanceId")
                        .asText())
                .isEqualTo(id);
        clock.advance(Duration.ofMinutes(1));
        assertThat(describe(id).monitoring().state()).isEqualTo(MonitoringState.ENABLED);

        ec2.unmonitorInstances(r -> r.instanceIds(id));

        assertThat(describe(id).monitoring().state()).isEqualTo(MonitoringState.DISABLING);
    }

    @Test
    void isNotTerminatedWhileProtected() {
        String id = run(RunInstancesRequest.builder().maxCount(1)).getFirst();
        protect(id, true);
        assertThat(trail.getLast()
                        .at("/requestParameters/disableApiTermination/value")
                        .asBoolean())
                .isTrue();
        assertThat(ec2.describeInstanceAttribute(
                                r -> r.instanceId(id).attribute(InstanceAttributeName.DISABLE_API_TERMINATION))
                        .disableApiTermination()
                        .value())
                .isTrue();

        expect("OperationNotPermitted", 400, () -> ec2.terminateInstances(r -> r.instanceIds(id)));

        protect(id, false);
        ec2.terminateInstances(r -> r.instanceIds(id));
        clock.advance(Duration.ofMinutes(1));
        assertThat(describe(id).state().name()).isEqualTo(InstanceStateName.TERMINATED);
        expect("IncorrectInstanceState", 400, () -> protect(id, true));
    }

    @Test
    void protectsNoSpotInstance() {
        String id = run(RunInstancesRequest.builder()
                        .maxCount(1)
                        .instanceMarketOptions(m -> m.marketType(MarketType.SPOT)))
                .getFirst();

        expect("UnsupportedOperation", 400, () -> protect(id, true));
    }

    @Test
    void hasANetworkInterfaceInTheDefaultGroup() {
        Instance instance =
                describe(run(RunInstancesRequest.builder().maxCount(1)).getFirst());
        String group = instance.securityGroups().getFirst().groupId();

        assertThat(ec2.describeNetworkInterfaces(
                                r -> r.filters(f -> f.name("group-id").values(group)))
                        .networkInterfaces())
                .singleElement()
                .satisfies(connection ->
                        assertThat(connection.attachment().instanceId()).isEqualTo(instance.instanceId()));
    }

    private List<String> run(RunInstancesRequest.Builder request) {
        return ec2.runInstances(request.imageId("ami-1").minCount(1).build()).instances().stream()
                .map(Instance::instanceId)
                .toList();
    }

    private void protect(String id, boolean value) {
        ec2.modifyInstanceAttribute(r -> r.instanceId(id).disableApiTermination(a -> a.value(value)));
    }

    private Instance describe(String id) {
        return ec2.describeInstances(r -> r.instanceIds(id))
                .reservations()
                .getFirst()
                .instances()
                .getFirst();
    }
}
