package dev.levee.cli;

import dev.levee.schemas.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/// What about existing topics, e.g. of brokers that create them unasked, would lose records or orders.
final class TopicCheck {

    private static final List<String> ALIKE = List.of(Topics.COMMANDS.name(), Topics.EXECUTIONS.name());

    private TopicCheck() {}

    /// What is wrong with topics that exist, each with the mend.
    static List<String> problems(Admin admin, List<NewTopic> wanted) throws ExecutionException, InterruptedException {
        Map<String, NewTopic> byName = wanted.stream().collect(Collectors.toMap(NewTopic::name, topic -> topic));
        List<String> problems = new ArrayList<>();
        admin.describeConfigs(wanted.stream().map(TopicCheck::resource).toList())
                .all()
                .get()
                .forEach((resource, found) -> {
                    NewTopic topic = Objects.requireNonNull(byName.get(resource.name()));
                    String policy = found.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
                    if (!policy.equals(topic.configs().get(TopicConfig.CLEANUP_POLICY_CONFIG))) {
                        problems.add(wrongPolicy(topic, policy));
                    }
                });
        problems.addAll(unlike(admin.describeTopics(ALIKE).allTopicNames().get().values()));
        return problems.stream().sorted().toList();
    }

    private static ConfigResource resource(NewTopic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    private static String wrongPolicy(NewTopic topic, String found) {
        String settings = new TreeMap<>(topic.configs())
                .entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(","));
        return ("%s has cleanup.policy=%s and must have %s:"
                        + " kafka-configs --bootstrap-server … --alter --topic %1$s --add-config %s")
                .formatted(topic.name(), found, topic.configs().get(TopicConfig.CLEANUP_POLICY_CONFIG), settings);
    }

    private static List<String> unlike(Collection<TopicDescription> topics) {
        if (topics.stream().map(topic -> topic.partitions().size()).distinct().count() == 1) {
            return List.of();
        }
        String counts = topics.stream()
                .map(topic ->
                        "%s has %d".formatted(topic.name(), topic.partitions().size()))
                .sorted()
                .collect(Collectors.joining(", "));
        return List.of(
                ("%s partitions, and they must have the same number: before the first start, raise the smaller one:"
                                + " kafka-topics --bootstrap-server … --alter --topic … --partitions …")
                        .formatted(counts));
    }
}
