package dev.levee.executor.api.peer;

import dev.levee.schemas.Topics;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;

/// Which instance owns a partition of the commands, as Kafka's group coordinator has it. Each instance tells its
/// URL in its consumer's client id: what Kafka knows of the group's members needs no registry besides.
///
/// Whoever may join the group could tell any URL, and codes would go there. So a URL is believed only if it is
/// https and its host has the parent domain of this instance's own: `levee-executor` for
/// `levee-executor-0.levee-executor`. The certificate there must be of the instances' own authority besides.
public final class Owners implements AutoCloseable {

    private static final String MARK = "levee-executor@";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Admin admin;
    private final String group;
    private final Optional<URI> self;

    /// @param self how others reach this instance; where it does not say, it reaches no others
    public Owners(Map<String, Object> kafka, String group, Optional<URI> self) {
        this.admin = Admin.create(kafka);
        this.group = group;
        this.self = self;
    }

    /// The client id of an instance that others reach so.
    public static String clientId(URI advertisedUrl) {
        return MARK + advertisedUrl;
    }

    /// Empty if nobody owns the partition now, the owner tells no URL that is believed, or Kafka does not say
    /// in time.
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
                    .flatMap(id -> believed(id.substring(MARK.length())).stream())
                    .findFirst();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<URI> believed(String told) {
        try {
            URI url = new URI(told);
            boolean sibling = url.getHost() != null
                    && self.filter(own -> domain(own).equals(domain(url))).isPresent();
            return sibling && "https".equals(url.getScheme()) ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static String domain(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return host.contains(".") ? host.substring(host.indexOf('.')) : "";
    }

    @Override
    public void close() {
        admin.close(PATIENCE);
    }
}
