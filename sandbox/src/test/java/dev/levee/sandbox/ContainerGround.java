package dev.levee.sandbox;

import dev.levee.sandbox.aws.LocalAws;
import dev.levee.sandbox.aws.s3.NewBuckets;
import dev.levee.sandbox.kafka.LocalRegistry;
import dev.levee.sandbox.onboarding.StandInRotator;
import dev.levee.schemas.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// Kafka and LocalStack in containers. The images are named by the system properties `levee.test.kafka.image` and
/// `levee.test.localstack.image`; `none` for the latter takes the local AWS, to try Kafka's half alone.
final class ContainerGround implements Ground {

    private static final String KAFKA = System.getProperty("levee.test.kafka.image", "apache/kafka:4.1.1");
    private static final String LOCALSTACK =
            System.getProperty("levee.test.localstack.image", "localstack/localstack:4.9");
    private static final int PARTITIONS = 4;

    private final Parts parts = new Parts();
    private final KafkaContainer kafka;
    private final LocalRegistry registry;
    private final URI aws;

    private ContainerGround(Path folder) throws Exception {
        try {
            registry = parts.add(LocalRegistry.start(folder, 0));
            kafka = parts.add(
                    new KafkaContainer(DockerImageName.parse(KAFKA).asCompatibleSubstituteFor("apache/kafka")));
            kafka.start();
            aws = startAws();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.getBootstrapServers()))) {
                admin.createTopics(Topics.toCreate(PARTITIONS, Optional.of((short) 1)))
                        .all()
                        .get();
            }
            registry.await();
        } catch (Throwable e) {
            parts.close();
            throw e;
        }
    }

    static ContainerGround start(Path folder) throws Exception {
        return new ContainerGround(folder);
    }

    @Override
    public String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    @Override
    public String registryUrl() {
        return registry.url();
    }

    @Override
    public URI aws() {
        return aws;
    }

    /// LocalStack takes an account's id for its key, and so does the local AWS.
    @Override
    public AwsCredentials credentials(String account) {
        return AwsBasicCredentials.create(account, "test");
    }

    @Override
    public void close() {
        parts.close();
    }

    private URI startAws() {
        if (LOCALSTACK.equals("none")) {
            return parts.add(LocalAws.builder()
                            .accounts(Sandbox.accountIds().toArray(String[]::new))
                            .newBuckets(NewBuckets.UNPROTECTED)
                            .functions(parts.add(new StandInRotator()))
                            .start())
                    .endpoint();
        }
        LocalStackContainer localStack = parts.add(new LocalStackContainer(
                DockerImageName.parse(LOCALSTACK).asCompatibleSubstituteFor("localstack/localstack")));
        localStack.start();
        return localStack.getEndpoint();
    }
}
