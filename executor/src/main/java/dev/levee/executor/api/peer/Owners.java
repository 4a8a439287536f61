package dev.levee.executor.api.peer;

import dev.levee.schemas.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;

/// Which instance owns a partition of the commands, as Kafka's group coordinator has it. Each instance tells its URL in
/// its consumer's client id: what Kafka knows of the group's members needs no registry besides.
public final class Owners implements AutoCloseable {

    private static final String MARK = "levee-executor@";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Admin admin;
    private final String group;

    public Owners(Map<String, Object> kafka, String group) {
        this.admin = Admin.create(kafka);
        this.group = group;
    }

    /// The client id of an instance that others reach so.
    public static String clientId(URI advertisedUrl) {
        return MARK + advertisedUrl;
    }

    /// Empty if nobody owns the partition now, the owner tells no URL, or Kafka does not say in time.
    public Optional<URI> of(int partition) {
        TopicPartition wanted = new TopicPartition(Topics.COMMANDS.name(), partition);
        try {
            return admin
                    .describeConsumerGroups(List.of(group))
                    .all()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .values()
                    .stream()
                    .flatMap(described -> described.members().stream())
                    .filter(member -> member.assignment().topicPartitions().contains(wanted))
                    .map(MemberDescription::clientId)
                    .filter(id -> id.startsWith(MARK))
                    .map(id -> URI.create(id.substring(MARK.length())))
                    .findFirst();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        admin.close(PATIENCE);
    }
}
