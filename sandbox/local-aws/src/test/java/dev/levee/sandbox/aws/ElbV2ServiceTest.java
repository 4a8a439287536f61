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
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

class ElbV2ServiceTest {

    private final AdvancingClock clock = new AdvancingClock();
    private final List<ObjectNode> trail = new ArrayList<>();
    private final LocalAws aws =
            LocalAws.builder().clock(clock).trailListener(trail::add).start();
    private final ElasticLoadBalancingV2Client elb = Clients.in(aws, ElasticLoadBalancingV2Client.builder());
    private final List<String> subnets = Clients.in(aws, Ec2Client.builder()).describeSubnets().subnets().stream()
            .map(Subnet::subnetId)
            .toList();

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void isProvisionedForAWhile() {
        String balancer = create("shop");
        assertThat(describe(balancer).state().code()).isEqualTo(LoadBalancerStateEnum.PROVISIONING);

        clock.advance(Duration.ofMinutes(1));

        assertThat(describe(balancer).state().code()).isEqualTo(LoadBalancerStateEnum.ACTIVE);
        assertThat(describe(balancer).type()).isEqualTo(LoadBalancerTypeEnum.APPLICATION);
        assertThat(trail.getLast().path("apiVersion").asText()).isEqualTo("2015-12-01");
        assertThat(trail.getLast()
                        .at("/responseElements/loadBalancers/0/loadBalancerArn")
                        .asText())
                .isEqualTo(balancer);
    }

    @Test
    void isNotDeletedWhileProtected() {
        String balancer = create("shop");
        protect(balancer, "true");

        expect("OperationNotPermitted", 400, () -> elb.deleteLoadBalancer(r -> r.loadBalancerArn(balancer)));

        protect(balancer, "false");
        elb.deleteLoadBalancer(r -> r.loadBalancerArn(balancer));
        expect("LoadBalancerNotFound", 400, () -> describe(balancer));
    }

    @Test
    void showsWhatAListenerDoesAsItsDefaultRule() {
        String balancer = create("shop");
        String group = group();
        String listener = listen(balancer, forward(group));
        assertThat(elb.describeTargetGroups(r -> r.loadBalancerArn(balancer)).targetGroups())
                .hasSize(1);

        elb.modifyListener(r -> r.listenerArn(listener).defaultActions(redirect()));

        assertThat(elb.describeRules(r -> r.listenerArn(listener)).rules())
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.isDefault()).isTrue();
                    assertThat(rule.actions().getFirst().redirectConfig().path())
                            .isEqualTo("/#{path}");
                });
        assertThat(elb.describeTargetGroups(r -> r.loadBalancerArn(balancer)).targetGroups())
                .isEmpty();
    }

    @Test
    void hasRulesInTheOrderOfTheirPriority() {
        String group = group();
        String listener = listen(create("shop"), redirect());
        String late = rule(listener, group, 20);
        String early = rule(listener, group, 10);

        elb.modifyRule(r -> r.ruleArn(late).actions(redirect()));

        assertThat(elb.describeRules(r -> r.listenerArn(listener)).rules())
                .extracting(Rule::ruleArn)
                .startsWith(early, late)
                .hasSize(3);
        expect("ResourceInUse", 400, () -> elb.deleteTargetGroup(r -> r.targetGroupArn(group)));
        elb.deleteListener(r -> r.listenerArn(listener));
        expect("ListenerNotFound", 400, () -> elb.describeRules(r -> r.listenerArn(listener)));
        elb.deleteTargetGroup(r -> r.targetGroupArn(group));
    }

    private String create(String name) {
        return elb.createLoadBalancer(r -> r.name(name).subnets(subnets))
                .loadBalancers()
                .getFirst()
                .loadBalancerArn();
    }

    private String group() {
        return elb.createTargetGroup(
                        r -> r.name("tills").protocol(ProtocolEnum.HTTP).port(8080))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
    }

    private String listen(String balancer, Action action) {
        return elb.createListener(r -> r.loadBalancerArn(balancer)
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .defaultActions(action))
                .listeners()
                .getFirst()
                .listenerArn();
    }

    private String rule(String listener, String group, int priority) {
        return elb.createRule(r -> r.listenerArn(listener)
                        .priority(priority)
                        .conditions(c -> c.field("path-pattern").values("/old/*"))
                        .actions(forward(group)))
                .rules()
                .getFirst()
                .ruleArn();
    }

    private static Action forward(String group) {
        return Action.builder().type("forward").targetGroupArn(group).build();
    }

    private static Action redirect() {
        return Action.builder()
                .type("redirect")
                .redirectConfig(r -> r.protocol("HTTPS").port("443").statusCode("HTTP_301"))
                .build();
    }

    private void protect(String balancer, String value) {
        elb.modifyLoadBalancerAttributes(r -> r.loadBalancerArn(balancer)
                .attributes(a -> a.key("deletion_protection.enabled").value(value)));
    }

    private LoadBalancer describe(String arn) {
        return elb.describeLoadBalancers(r -> r.loadBalancerArns(arn))
                .loadBalancers()
                .getFirst();
    }
}
