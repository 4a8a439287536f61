package dev.levee.evaluator.decision;

import static dev.levee.evaluator.Samples.AUTHORIZE;
import static dev.levee.evaluator.Samples.NOT_PUBLIC;
import static dev.levee.evaluator.Samples.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.rulebook.Rulebook;
import dev.levee.schemas.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyIndexTest {

    private final PolicyIndex index = new PolicyIndex(Rulebook.standard());

    @Test
    void findsRulesByTheActionsTheirControlsWatchFor() {
        index.put("p", policy("p"));

        assertThat(index.watches(AUTHORIZE)).isTrue();
        assertThat(index.rules(AUTHORIZE))
                .extracting(rule -> rule.policy().id())
                .containsExactly("p");
        assertThat(index.watches("ec2:DescribeInstances")).isFalse();
        assertThat(index.rules("ec2:DescribeInstances")).isEmpty();
    }

    @Test
    void ordersRulesByPolicy() {
        List.of("c", "a", "b").forEach(id -> index.put(id, policy(id)));

        assertThat(index.rules(AUTHORIZE))
                .extracting(rule -> rule.policy().id())
                .containsExactly("a", "b", "c");
    }

    @Test
    void replacesThePolicysFormerVersion() {
        index.put("p", policy("p"));
        String former = index.rules(AUTHORIZE).getFirst().policy().revision();

        index.put(
                "p",
                Policy.newBuilder(policy("p")).setWhen("event.region != \"\"").build());

        assertThat(index.rules(AUTHORIZE))
                .singleElement()
                .extracting(rule -> rule.policy().revision())
                .isNotEqualTo(former);
    }

    @Test
    void forgetsActionsTheNewVersionDoesNotWatchFor() {
        index.put("p", policy("p"));

        index.put(
                "p",
                Policy.newBuilder(policy("p")).setControls(List.of(NOT_PUBLIC)).build());

        assertThat(index.watches(AUTHORIZE)).isFalse();
        assertThat(index.watches("s3:PutBucketPublicAccessBlock")).isTrue();
    }

    @Test
    void forgetsARemovedPolicy() {
        index.put("p", policy("p"));

        index.remove("p");

        assertThat(index.watches(AUTHORIZE)).isFalse();
    }

    @Test
    void withdrawsAPolicyWhoseNewVersionIsBroken() {
        index.put("p", policy("p"));
        Policy broken = Policy.newBuilder(policy("p")).setWhen("event.actor ==").build();

        List<String> problems = index.put("p", broken);

        assertThat(problems).isNotEmpty();
        assertThat(index.watches(AUTHORIZE)).isFalse();
        assertThat(index.put("p", broken)).isEqualTo(problems);
    }

    @Test
    void refusesAPolicyUnderAnotherPolicysKey() {
        assertThat(index.put("q", policy("p"))).singleElement().asString().contains("p");
        assertThat(index.watches(AUTHORIZE)).isFalse();
    }
}
