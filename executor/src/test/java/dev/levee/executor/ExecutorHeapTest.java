package dev.levee.executor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.levee.sandbox.aws.LocalAws;
import dev.levee.sandbox.kafka.KafkaForTests;
import dev.levee.schemas.Command;
import dev.levee.schemas.OutcomeKind;
import dev.levee.schemas.Policy;
import dev.levee.schemas.PolicyMode;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topics;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// Searches the heap of an executor that has fixed something.
class ExecutorHeapTest {

    private static final Policy CLOSE = Policies.of("close-buckets", PolicyMode.AUTOMATED, Policies.BLOCK);

    @Test
    void holdsNoKeyAndNoCodeAfterAFixAndNoSessionAfterItsEnd(@TempDir Path folder) throws Exception {
        try (TopicsForTests topics = new TopicsForTests(folder, Registry.at(KafkaForTests.registryUrl()));
                LocalAws aws = LocalAws.builder()
                        .accounts(CustomerForTests.ID, CustomerForTests.LEVEE)
                        .start();
                CustomerForTests customer = new CustomerForTests(aws)) {
            topics.publish(CLOSE);
            topics.publish(customer.account());
            customer.createBucket("bucket");
            Command command = Policies.closing(CLOSE, "bucket", "event-1");
            Instant before = Instant.now();
            Process executor = start(topics, aws, folder);

            topics.order(command);
            assertThat(topics.outcomeOf(command).getOutcome()).hasValue(OutcomeKind.APPLIED);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(topics.read(Topics.READINESS))
                            .as("the account is verified, too, which reads the key once more")
                            .isNotEmpty());
            executor.getOutputStream().write('\n');
            executor.getOutputStream().flush();
            assertThat(executor.onExit()).succeedsWithin(Duration.ofMinutes(1));

            List<String> secrets = Stream.concat(
                            Stream.of(CustomerForTests.SECRET, "12345678901234567890"),
                            Stream.of(before, Instant.now())
                                    .map(time -> CustomerForTests.EXTERNAL_ID + "-" + CustomerForTests.codeAt(time)))
                    .toList();
            String running = Files.readString(folder.resolve("running.hprof"), ISO_8859_1);
            String finished = Files.readString(folder.resolve("finished.hprof"), ISO_8859_1);
            assertThat(running).as("it is a heap").contains(CustomerForTests.EXTERNAL_ID);
            assertThat(secrets).noneMatch(secret -> holds(running, secret));
            assertThat(secrets).noneMatch(secret -> holds(finished, secret));
            assertThat(aws.sessionSecrets()).isNotEmpty().noneMatch(secret -> holds(finished, secret));
        }
    }

    private static boolean holds(String heap, String secret) {
        return Stream.of(ISO_8859_1, UTF_16BE).anyMatch(charset -> heap.contains(bytes(secret, charset)));
    }

    private static String bytes(String text, Charset charset) {
        return new String(text.getBytes(charset), ISO_8859_1);
    }

    private static Process start(TopicsForTests topics, LocalAws aws, Path folder) throws IOException {
        AwsCredentials levee = aws.account(CustomerForTests.LEVEE);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FinishedExecutor.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("executor.log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LEVEE_") || name.startsWith("JAVA_TOOL"));
        builder.environment()
                .putAll(Map.of(
                        "LEVEE_KAFKA_BOOTSTRAP_SERVERS",
                                String.valueOf(topics.kafka().get("bootstrap.servers")),
                        "LEVEE_REGISTRY_URL", KafkaForTests.registryUrl(),
                        "LEVEE_HTTP_PORT", "0",
                        "LEVEE_AWS_REGION", Commands.REGION,
                        "LEVEE_AWS_ENDPOINT", aws.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID", levee.accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", levee.secretAccessKey()));
        return builder.start();
    }
}
