package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

class CloudFormationServiceTest {

    private final AdvancingClock clock = new AdvancingClock();
    private final LocalAws aws = LocalAws.builder().clock(clock).start();
    private final CloudFormationClient stacks = Clients.in(aws, CloudFormationClient.builder());

    @AfterEach
    void stop() {
        aws.close();
    }

    private static final String NESTING = """
            Resources:
              Network: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: 'https://example.com/network'}}
              Topic: {Type: 'AWS::SNS::Topic'}
            """;

    @Test
    void protectsAStackCalledByNameOrId() {
        String id = create("shop", "{}");
        assertThat(stack("shop").stackStatus()).isEqualTo(StackStatus.CREATE_IN_PROGRESS);
        assertThat(stack(id).enableTerminationProtection()).isFalse();

        assertThat(protect(id, true)).isEqualTo(id);
        assertThat(stack("shop").enableTerminationProtection()).isTrue();
        protect("shop", false);
        assertThat(stack(id).enableTerminationProtection()).isFalse();

        clock.advance(Duration.ofSeconds(3));
        assertThat(stack("shop").stackStatus()).isEqualTo(StackStatus.CREATE_COMPLETE);
    }

    @Test
    void protectsNestedStacksWithTheirRootOnly() {
        String root = create("shop", NESTING);

        Stack nested = stack("shop-Network-1");
        assertThat(nested.parentId()).isEqualTo(root);
        expect("ValidationError", 400, () -> protect(nested.stackId(), true));
        assertThat(stacks.describeStacksPaginator().stacks()).hasSize(2);
    }

    @Test
    void knowsOneStackOfEachName() {
        create("shop", "{}");

        expect("AlreadyExistsException", 400, () -> create("shop", "{}"));
        expect("ValidationError", 400, () -> stack("nothing"));
        expect("ValidationError", 400, () -> protect("nothing", true));
    }

    private String create(String name, String template) {
        return stacks.createStack(r -> r.stackName(name).templateBody(template)).stackId();
    }

    private String protect(String name, boolean enabled) {
        return stacks.updateTerminationProtection(r -> r.stackName(name).enableTerminationProtection(enabled))
                .stackId();
    }

    private Stack stack(String name) {
        return stacks.describeStacks(r -> r.stackName(name)).stacks().getFirst();
    }
}
