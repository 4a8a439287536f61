package dev.levee.sandbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudCall;
import dev.levee.rulebook.OwnControls;
import dev.levee.rulebook.Rulebook;
import dev.levee.rulebook.policy.Parsed;
import dev.levee.rulebook.policy.PolicyYaml;
import dev.levee.schemas.Policy;
import dev.levee.schemas.Topics;
import dev.levee.service.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A control in a folder of somebody's own, under `LEVEE_CONTROLS_DIR`, works as the standard ones do.
class OwnControlsEndToEndTest {

    private static final String ACCOUNT = "111111111111";
    private static final String REGION = "eu-central-1";
    private static final String POLICY = "keep-messages";

    @Test
    void putsRightWhatAnOwnControlFindsWrong() throws Exception {
        publish(policy());
        String url = call("sqs:CreateQueue", document().put("QueueName", "own-control"))
                .path("QueueUrl")
                .asText();
        ObjectNode hour = document().put("QueueUrl", url);
        hour.putObject("Attributes").put("MessageRetentionPeriod", "3600");
        ObjectNode attributes = document().put("QueueUrl", url);
        attributes.putArray("AttributeNames").add("MessageRetentionPeriod");

        call("sqs:SetQueueAttributes", hour);

        Awaitility.await()
                .atMost(Duration.ofSeconds(45))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> kept(attributes).equals("345600") || again(hour));
        publish(null);
    }

    @Test
    void keepsASandboxFromStartingWhereTheyDoNotLoad(@TempDir Path folder) throws Exception {
        Path broken = Files.writeString(folder.resolve("aws-sqs-broken.yaml"), "id: aws-sqs-broken\n");
        SandboxOptions options = new SandboxOptions(folder, SandboxPorts.FREE, Optional.of(folder));

        assertThatThrownBy(() -> Sandbox.start(options, _ -> {}))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(broken + ":1: `title` is missing");
    }

    private static Policy policy() {
        Rulebook rulebook = OwnControls.withStandard(Optional.of(LocalSandbox.OWN_CONTROLS));
        Parsed parsed = PolicyYaml.parse("keep-messages.yaml", """
                id: %s
                controls: [aws-sqs-queue-message-retention]
                mode: automated
                scope: {groups: [production]}
                """.formatted(POLICY), rulebook);
        return switch (parsed) {
            case Parsed.Valid(List<Policy> policies) -> policies.getFirst();
            case Parsed.Invalid invalid ->
                throw new AssertionError(invalid.problems().toString());
        };
    }

    private static String kept(JsonNode attributes) {
        return call("sqs:GetQueueAttributes", attributes)
                .at("/Attributes/MessageRetentionPeriod")
                .asText();
    }

    /// The policy may not have been in force the first time.
    private static boolean again(JsonNode change) {
        call("sqs:SetQueueAttributes", change);
        return false;
    }

    private static void publish(@Nullable Policy policy) throws Exception {
        Sandbox sandbox = LocalSandbox.sandbox();
        try (KafkaProducer<String, @Nullable Policy> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, sandbox.bootstrapServers()),
                new StringSerializer(),
                Topics.POLICIES.serializer(sandbox.registry()))) {
            producer.send(new ProducerRecord<>(Topics.POLICIES.name(), POLICY, policy))
                    .get();
        }
    }

    private static JsonNode call(String operation, JsonNode document) {
        return switch (LocalSandbox.sandbox().cloud(ACCOUNT).call(new CloudCall(operation, REGION, document))) {
            case CloudAnswer.Success success -> success.document();
            case CloudAnswer.Failure failure -> throw new AssertionError(operation + ": " + failure);
        };
    }

    private static ObjectNode document() {
        return JsonNodeFactory.instance.objectNode();
    }
}
