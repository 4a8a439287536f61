package dev.levee.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void listsEveryTopicThatHasASchema() {
        assertThat(Topics.all())
                .extracting(Topic::name)
                .containsExactly(
                        "levee.events",
                        "levee.policies",
                        "levee.accounts",
                        "levee.commands",
                        "levee.findings",
                        "levee.audit",
                        "levee.snapshots",
                        "levee.executions",
                        "levee.readiness",
                        "levee.heartbeats");
    }

    @Test
    void createsThoseAndTheDeadLetters() {
        assertThat(created(Integer.MAX_VALUE)).hasSize(11).containsKey("levee.dead-letters");
    }

    @Test
    void keepsTheLastValueOfAKeyWhereTheTopicIsAState() {
        Map<String, NewTopic> created = created(Integer.MAX_VALUE);

        assertThat(Topics.all())
                .filteredOn(Topic::compacted)
                .containsExactlyInAnyOrder(
                        Topics.POLICIES,
                        Topics.ACCOUNTS,
                        Topics.FINDINGS,
                        Topics.EXECUTIONS,
                        Topics.READINESS,
                        Topics.HEARTBEATS)
                .allSatisfy(topic ->
                        assertThat(created.get(topic.name()).configs()).isEqualTo(Map.of("cleanup.policy", "compact")));
    }

    @Test
    void keepsEvidenceForFourHundredDays() {
        String kept = Long.toString(Duration.ofDays(400).toMillis());

        assertThat(created(Integer.MAX_VALUE))
                .extractingByKeys("levee.audit", "levee.snapshots")
                .allSatisfy(topic -> assertThat(topic.configs())
                        .isEqualTo(Map.of("cleanup.policy", "delete", "retention.ms", kept)));
    }

    /// Whoever owns a resource's commands reads its journal back, from the partition of the same number.
    @Test
    void partitionsCommandsAndExecutionsAlike() {
        assertThat(Topics.COMMANDS.partitions()).isEqualTo(Topics.EXECUTIONS.partitions());
        assertThat(created(5).get("levee.commands").numPartitions())
                .isEqualTo(created(5).get("levee.executions").numPartitions());
    }

    @Test
    void createsNoMorePartitionsThanAsked() {
        assertThat(created(2).values()).allMatch(topic -> topic.numPartitions() <= 2);
        assertThat(created(2).get("levee.policies").numPartitions()).isEqualTo(1);
    }

    @Test
    void leavesTheReplicationToTheBrokerUnlessTold() {
        assertThat(created(1).values()).allMatch(topic -> topic.replicationFactor() == -1);
        assertThat(Topics.toCreate(1, Optional.of((short) 3))).allMatch(topic -> topic.replicationFactor() == 3);
    }

    private static Map<String, NewTopic> created(int most) {
        return Topics.toCreate(most, Optional.empty()).stream()
                .collect(Collectors.toMap(NewTopic::name, topic -> topic));
    }
}
