package dev.levee.cli;

import dev.levee.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/// What about existing topics, e.g. of brokers that create them unasked, would lose records or orders.
final class TopicCheck {

    private static final List<String> ALIKE = List.of(Topics.COMMANDS.name(), Topics.EXECUTIONS.name());

    private static final Set<String> CHECKED =
            Set.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.RETENTION_MS_CONFIG);

    private TopicCheck() {}

    /// What is wrong with topics that exist, each with the mend.
    static List<String> problems(Admin admin, List<NewTopic> wanted, Map<String, TopicDescription> existing)
            throws ExecutionException, InterruptedException {
        List<NewTopic> found = wanted.stream()
                .filter(topic -> existing.containsKey(topic.name()))
                .toList();
        Map<ConfigResource, Config> settings = admin.describeConfigs(
                        found.stream().map(TopicCheck::resource).toList())
                .all()
                .get();
        return Stream.concat(
                        found.stream()
                                .flatMap(topic ->
                                        difference(topic, Objects.requireNonNull(settings.get(resource(topic))))
                                                .stream()),
                        unlike(wanted, existing).stream())
                .sorted()
                .toList();
    }

    /// The first setting by which it loses or keeps what it must not.
    private static Optional<String> difference(NewTopic topic, Config found) {
        return new TreeMap<>(topic.configs())
                .entrySet().stream()
                        .filter(wanted -> CHECKED.contains(wanted.getKey()))
                        .filter(wanted -> !enough(
                                wanted.getKey(), found.get(wanted.getKey()).value(), wanted.getValue()))
                        .findFirst()
                        .map(wanted ->
                                wrong(topic, wanted, found.get(wanted.getKey()).value()));
    }

    /// Who runs the cluster may have records kept longer than they need.
    private static boolean enough(String setting, String found, String wanted) {
        return setting.equals(TopicConfig.RETENTION_MS_CONFIG)
                ? Long.parseLong(found) < 0 || Long.parseLong(found) >= Long.parseLong(wanted)
                : found.equals(wanted);
    }

    private static ConfigResource resource(NewTopic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    private static String wrong(NewTopic topic, Map.Entry<String, String> wanted, String found) {
        String settings = new TreeMap<>(topic.configs())
                .entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(","));
        return ("%s has %s=%s and must have %s:"
                        + " kafka-configs --bootstrap-server … --alter --topic %1$s --add-config %s")
                .formatted(topic.name(), wanted.getKey(), found, wanted.getValue(), settings);
    }

    private static Optional<String> unlike(List<NewTopic> wanted, Map<String, TopicDescription> existing) {
        Map<String, Integer> partitions = wanted.stream()
                .filter(topic -> ALIKE.contains(topic.name()))
                .collect(Collectors.toMap(
                        NewTopic::name,
                        topic -> Optional.ofNullable(existing.get(topic.name()))
                                .map(found -> found.partitions().size())
                                .orElseGet(topic::numPartitions)));
        if (partitions.values().stream().distinct().count() == 1) {
            return Optional.empty();
        }
        String counts = new TreeMap<>(partitions)
                .entrySet().stream()
                        .map(topic -> "%s has %d".formatted(topic.getKey(), topic.getValue()))
                        .collect(Collectors.joining(", "));
        return Optional.of(
                ("%s partitions, and they must have the same number: before the first start, raise the smaller one:"
                                + " kafka-topics --bootstrap-server … --alter --topic … --partitions …")
                        .formatted(counts));
    }
}
