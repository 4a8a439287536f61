package dev.levee.cli;

import dev.levee.cli.environment.CliEnvironment;
import dev.levee.schemas.Topics;
import dev.levee.service.ConfigurationException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "topics",
        description = "Creates Levee's topics in the cluster that LEVEE_KAFKA_BOOTSTRAP_SERVERS names.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {TopicsCommand.APPLY, TopicsCommand.APPLY_FEWER})
final class TopicsCommand {

    static final String APPLY = "  levee topics apply";
    static final String APPLY_FEWER = "  levee topics apply --partitions 6 --replication 3";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CliEnvironment environment;

    @Command(
            name = "apply",
            description = {
                "Creates the topics that are missing; changes none that exists.",
                "Exit code 1 if one that exists would lose or keep what it must not, with what to do about it.",
                "Needs the permissions Create, Describe and DescribeConfigs on them."
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {APPLY, APPLY_FEWER})
    int apply(
            @Option(
                            names = "--partitions",
                            description = "The most any topic gets. Default: ${DEFAULT-VALUE}",
                            defaultValue = "12")
                    int partitions,
            @Option(names = "--replication", description = "Copies of each record. Default: the brokers' own")
                    Optional<Short> replication)
            throws ExecutionException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<NewTopic> wanted = Topics.toCreate(partitions, replication);
        try (Admin admin = Admin.create(environment.kafka())) {
            Map<String, TopicDescription> existing = existing(admin, wanted);
            for (NewTopic topic : wanted) {
                TopicDescription found = existing.get(topic.name());
                if (found == null) {
                    admin.createTopics(List.of(topic)).all().get();
                    out.printf("created  %s (%d partitions)%n", topic.name(), topic.numPartitions());
                } else {
                    out.printf(
                            "exists   %s (%d partitions)%n",
                            topic.name(), found.partitions().size());
                }
            }
            out.flush();
            List<String> problems = TopicCheck.problems(admin, wanted, existing);
            if (!problems.isEmpty()) {
                throw new ConfigurationException(problems);
            }
        }
        return 0;
    }

    private static Map<String, TopicDescription> existing(Admin admin, List<NewTopic> wanted)
            throws ExecutionException, InterruptedException {
        var names = admin.listTopics().names().get();
        List<String> there =
                wanted.stream().map(NewTopic::name).filter(names::contains).toList();
        return admin.describeTopics(there).allTopicNames().get();
    }
}
