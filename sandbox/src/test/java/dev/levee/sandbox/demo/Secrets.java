package dev.levee.sandbox.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.io.BaseEncoding;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.aws.AwsClouds;
import dev.levee.sandbox.LocalGround;
import dev.levee.sandbox.Sandbox;
import dev.levee.sandbox.SandboxAccount;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// What nobody but the account's owner may ever see: the keys of the codes, the codes of the last minutes, and the
/// secrets of every session that was opened. Looked for byte by byte.
record Secrets(List<String> values) {

    private static final Duration STEP = Duration.ofMinutes(5);
    private static final int STEPS_BACK = 3;

    static Secrets of(Sandbox sandbox, LocalGround ground) throws InvalidKeyException {
        List<String> values = new ArrayList<>(ground.cloud().sessionSecrets());
        for (SandboxAccount account : sandbox.accounts()) {
            String key = key(sandbox, ground, account);
            byte[] bytes = BaseEncoding.base32().decode(key);
            values.add(key);
            values.add(new String(bytes, ISO_8859_1));
            values.addAll(codes(account, bytes));
        }
        return new Secrets(List.copyOf(values));
    }

    int count() {
        return values.size();
    }

    /// The first characters of each secret that some file holds, and the file.
    List<String> foundInFiles(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.addAll(foundIn(file.toString(), Files.readAllBytes(file)));
            }
        }
        return found;
    }

    /// The same for the keys, values and headers of every record, since brokers keep them compressed.
    List<String> foundInTopics(Sandbox sandbox) {
        List<String> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, sandbox.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .filter(partition -> partition.topic().startsWith("levee"))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(100))) {
                    found.addAll(foundIn(message.topic(), message.key()));
                    found.addAll(foundIn(message.topic(), message.value()));
                    for (Header header : message.headers()) {
                        found.addAll(foundIn(message.topic(), header.value()));
                    }
                }
            }
        }
        return found;
    }

    /// The same for what each service answers to Prometheus and to health checks.
    List<String> foundInMetrics(Sandbox sandbox) throws IOException {
        List<String> found = new ArrayList<>();
        for (int port : sandbox.endpoints().services().values()) {
            for (String path : List.of("/metrics", "/health/live", "/health/ready")) {
                URI uri = URI.create("http://localhost:" + port + path);
                try (InputStream answer = uri.toURL().openStream()) {
                    found.addAll(foundIn(uri.toString(), answer.readAllBytes()));
                }
            }
        }
        return found;
    }

    private List<String> foundIn(String place, byte[] bytes) {
        if (bytes == null) {
            return List.of();
        }
        String text = new String(bytes, ISO_8859_1);
        return values.stream()
                .filter(text::contains)
                .map(secret -> "%s… in %s".formatted(secret.substring(0, 4), place))
                .toList();
    }

    /// A code alone is six digits, which stand in many a number; as a word, or behind its UUID, it is the code.
    private static List<String> codes(SandboxAccount account, byte[] key) throws InvalidKeyException {
        var generator = new TimeBasedOneTimePasswordGenerator(STEP, 6);
        List<String> codes = new ArrayList<>();
        for (int step = 0; step <= STEPS_BACK; step++) {
            String code = generator.generateOneTimePasswordString(
                    new SecretKeySpec(key, "HmacSHA1"), Instant.now().minus(STEP.multipliedBy(step)));
            codes.add(account.externalId() + "-" + code);
            codes.add("\"" + code + "\"");
        }
        return codes;
    }

    /// As Levee reads it: the account's own administrator may not.
    private static String key(Sandbox sandbox, LocalGround ground, SandboxAccount account) {
        ObjectNode role = JsonNodeFactory.instance
                .objectNode()
                .put("RoleArn", account.roleArn("levee-scan"))
                .put("RoleSessionName", "test")
                .put("ExternalId", account.externalId().toString());
        JsonNode session = answer(sandbox.cloud(SandboxAccount.HUB), "sts:AssumeRole", account, role)
                .path("Credentials");
        ObjectNode secret = JsonNodeFactory.instance.objectNode().put("SecretId", "levee/otp");
        try (AwsClouds clouds = new AwsClouds(Optional.of(ground.aws()))) {
            CloudApi reader = clouds.as(
                    StaticCredentialsProvider.create(AwsSessionCredentials.create(
                            session.path("AccessKeyId").asText(),
                            session.path("SecretAccessKey").asText(),
                            session.path("SessionToken").asText())),
                    "levee-test/1");
            return answer(reader, "secretsmanager:GetSecretValue", account, secret)
                    .path("SecretString")
                    .asText();
        }
    }

    private static JsonNode answer(CloudApi api, String operation, SandboxAccount account, JsonNode document) {
        return switch (api.call(new CloudCall(operation, account.homeRegion(), document))) {
            case CloudAnswer.Success success -> success.document();
            case CloudAnswer.Failure failure -> throw new AssertionError(operation + ": " + failure.code());
        };
    }
}
