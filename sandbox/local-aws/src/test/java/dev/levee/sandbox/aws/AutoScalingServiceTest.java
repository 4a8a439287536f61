package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

class AutoScalingServiceTest {

    private final LocalAws aws = LocalAws.builder().start();
    private final AutoScalingClient scaling = Clients.in(aws, AutoScalingClient.builder());

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void coolsDownForFiveMinutesUnlessTold() {
        create("web");

        scaling.updateAutoScalingGroup(r -> r.autoScalingGroupName("web").maxSize(5));
        assertThat(group("web").defaultCooldown()).isEqualTo(300);
        assertThat(group("web").maxSize()).isEqualTo(5);
        assertThat(group("web").desiredCapacity()).isEqualTo(1);

        scaling.updateAutoScalingGroup(r -> r.autoScalingGroupName("web").defaultCooldown(0));
        assertThat(group("web").defaultCooldown()).isZero();
    }

    @Test
    void doesNotMissGroupsThatDoNotExist() {
        create("web");

        assertThat(scaling.describeAutoScalingGroups(r -> r.autoScalingGroupNames("web", "nothing"))
                        .autoScalingGroups())
                .extracting(AutoScalingGroup::autoScalingGroupName)
                .containsExactly("web");
        expect("AlreadyExists", 400, () -> create("web"));
        expect("ValidationError", 400, () -> scaling.updateAutoScalingGroup(r -> r.autoScalingGroupName("nothing")));
    }

    @Test
    void listsGroupsPageByPage() {
        create("web");
        create("batch");

        assertThat(scaling.describeAutoScalingGroupsPaginator(r -> r.maxRecords(1))
                        .autoScalingGroups())
                .extracting(AutoScalingGroup::autoScalingGroupName)
                .containsExactly("web", "batch");
    }

    private void create(String name) {
        scaling.createAutoScalingGroup(
                r -> r.autoScalingGroupName(name).minSize(1).maxSize(3).availabilityZones("eu-west-1a"));
    }

    private AutoScalingGroup group(String name) {
        return scaling.describeAutoScalingGroups(r -> r.autoScalingGroupNames(name))
                .autoScalingGroups()
                .getFirst();
    }
}
