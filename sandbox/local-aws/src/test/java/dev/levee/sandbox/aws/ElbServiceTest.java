package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancing.ElasticLoadBalancingClient;
import software.amazon.awssdk.services.elasticloadbalancing.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancing.model.LoadBalancerDescription;

class ElbServiceTest {

    private final List<ObjectNode> trail = new ArrayList<>();
    private final LocalAws aws = LocalAws.builder().trailListener(trail::add).start();
    private final ElasticLoadBalancingClient elb = Clients.in(aws, ElasticLoadBalancingClient.builder());

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void drainsConnectionsOnceToldToAndChangesNothingElse() {
        create("shop");
        assertThat(elb.describeLoadBalancerAttributes(r -> r.loadBalancerName("shop"))
                        .loadBalancerAttributes()
                        .connectionDraining())
                .satisfies(draining -> {
                    assertThat(draining.enabled()).isFalse();
                    assertThat(draining.timeout()).isEqualTo(300);
                });

        elb.modifyLoadBalancerAttributes(r ->
                r.loadBalancerName("shop").loadBalancerAttributes(a -> a.connectionDraining(d -> d.enabled(true))));

        assertThat(elb.describeLoadBalancerAttributes(r -> r.loadBalancerName("shop"))
                        .loadBalancerAttributes())
                .satisfies(attributes -> {
                    assertThat(attributes.connectionDraining().enabled()).isTrue();
                    assertThat(attributes.connectionDraining().timeout()).isEqualTo(300);
                    assertThat(attributes.crossZoneLoadBalancing().enabled()).isFalse();
                });
    }

    @Test
    void hasListenersWithPolicies() {
        create("shop");
        elb.createLoadBalancerListeners(r -> r.loadBalancerName("shop").listeners(listener("HTTPS", 443)));
        elb.createLBCookieStickinessPolicy(r -> r.loadBalancerName("shop").policyName("sticky"));
        elb.setLoadBalancerPoliciesOfListener(
                r -> r.loadBalancerName("shop").loadBalancerPort(443).policyNames("sticky"));

        assertThat(describe("shop").listenerDescriptions().getLast()).satisfies(described -> {
            assertThat(described.listener().instanceProtocol()).isEqualTo("HTTP");
            assertThat(described.policyNames()).containsExactly("sticky");
        });
        expect(
                "DuplicateListener",
                400,
                () -> elb.createLoadBalancerListeners(
                        r -> r.loadBalancerName("shop").listeners(listener("HTTPS", 80))));
        elb.deleteLoadBalancerListeners(r -> r.loadBalancerName("shop").loadBalancerPorts(443));
        assertThat(describe("shop").listenerDescriptions()).hasSize(1);
    }

    @Test
    void knowsItsInstances() {
        create("shop");
        String instance = Clients.in(aws, Ec2Client.builder())
                .runInstances(r -> r.imageId("ami-1").minCount(1).maxCount(1))
                .instances()
                .getFirst()
                .instanceId();

        elb.registerInstancesWithLoadBalancer(r -> r.loadBalancerName("shop").instances(i -> i.instanceId(instance)));
        assertThat(describe("shop").instances()).hasSize(1);

        assertThat(elb.deregisterInstancesFromLoadBalancer(
                                r -> r.loadBalancerName("shop").instances(i -> i.instanceId(instance)))
                        .instances())
                .isEmpty();
        assertThat(trail.getLast()
                        .path("requestParameters")
                        .path("loadBalancerName")
                        .asText())
                .isEqualTo("shop");
    }

    @Test
    void saysWhichOfTheTwoApisWasCalled() {
        create("shop");

        assertThat(trail.getLast().path("eventSource").asText()).isEqualTo("elasticloadbalancing.amazonaws.com");
        assertThat(trail.getLast().path("apiVersion").asText()).isEqualTo("2012-06-01");
        assertThat(aws.calls().getLast().operation()).isEqualTo("elb:CreateLoadBalancer");
        elb.deleteLoadBalancer(r -> r.loadBalancerName("shop"));
        expect("LoadBalancerNotFound", 400, () -> describe("shop"));
    }

    private void create(String name) {
        elb.createLoadBalancer(
                r -> r.loadBalancerName(name).availabilityZones("eu-west-1a").listeners(listener("HTTP", 80)));
    }

    private static Listener listener(String protocol, int port) {
        return Listener.builder()
                .protocol(protocol)
                .loadBalancerPort(port)
                .instancePort(8080)
                .sslCertificateId(protocol.equals("HTTPS") ? "arn:aws:acm:eu-west-1:111122223333:certificate/1" : null)
                .build();
    }

    private LoadBalancerDescription describe(String name) {
        return elb.describeLoadBalancers(r -> r.loadBalancerNames(name))
                .loadBalancerDescriptions()
                .getFirst();
    }
}
