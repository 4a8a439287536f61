package dev.levee.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.executor.Executor;
import dev.levee.executor.ExecutorConfig;
import dev.levee.executor.api.ApiConfig;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.Rulebook;
import dev.levee.rulebook.policy.CommandId;
import dev.levee.rulebook.policy.Compiled;
import dev.levee.rulebook.policy.CompiledPolicy;
import dev.levee.sandbox.aws.lambda.PythonFunctions;
import dev.levee.sandbox.kafka.KafkaForTests;
import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.AuditStep;
import dev.levee.schemas.Cause;
import dev.levee.schemas.Command;
import dev.levee.schemas.Intent;
import dev.levee.schemas.OutcomeKind;
import dev.levee.schemas.Policy;
import dev.levee.schemas.PolicyMode;
import dev.levee.schemas.PolicyScope;
import dev.levee.schemas.Provider;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topic;
import dev.levee.schemas.Topics;
import dev.levee.service.Environment;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Codes of an account deployed from its template, while its own rotator changes them. In the cloud and in the executor
/// time runs fifteen times as fast as elsewhere.
class RotationEndToEndTest {

    private static final Rulebook RULEBOOK = Rulebook.standard();
    private static final Control CONTROL =
            RULEBOOK.control("aws-s3-bucket-block-public-access").orElseThrow();
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final Duration PACE = Duration.ofSeconds(2); // the local cloud keeps its latest 10,000 calls
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Registry REGISTRY = Registry.at("mock://rotation");
    private static final String TOKEN = "a-token-for-tests";
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        Topics.POLICIES.schema(); // Avro is told then that the records are trusted
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private FastAccount account;
    private Executor executor;

    @BeforeEach
    void start() throws Exception {
        Optional<PythonFunctions> python = PythonFunctions.find();
        Assumptions.assumeTrue(python.isPresent(), "the rotator needs python3 with boto3");
        account = new FastAccount(python.get(), CONTROL);
        executor = new Executor(
                ExecutorConfig.from(Environment.of(
                        Map.of(
                                "LEVEE_KAFKA_BOOTSTRAP_SERVERS",
                                KafkaForTests.bootstrapServers(),
                                "LEVEE_REGISTRY_URL",
                                "mock://rotation",
                                "LEVEE_EXECUTOR_GROUP",
                                "rotation",
                                "LEVEE_EXECUTOR_HEARTBEAT_EVERY",
                                "0",
                                "LEVEE_AWS_REGION",
                                FastAccount.REGION,
                                "LEVEE_AWS_ENDPOINT",
                                account.aws.endpoint().toString()),
                        ExecutorConfig.SETTINGS)),
                Optional.of(new ApiConfig.Development(0, TOKEN)),
                new SimpleMeterRegistry(),
                account.levee(),
                account.clock);
        send(Topics.ACCOUNTS, FastAccount.ID, account.account);
    }

    @AfterEach
    void stop() {
        if (executor != null) {
            executor.close();
            account.close();
        }
    }

    @Test
    void fixesEverythingAcrossTwoRotationsWithoutOneRefusal() throws Exception {
        Policy policy = publish("rotation-automated", PolicyMode.AUTOMATED);
        executor.start();
        long rotationsBefore = account.rotations();

        Set<String> commands = new HashSet<>();
        Instant end = account.clock.instant().plus(STEP.multipliedBy(2)).plusSeconds(90);
        while (account.clock.instant().isBefore(end) || account.rotations() < rotationsBefore + 2) {
            Instant next = account.clock.instant().plus(PACE);
            commands.add(order(policy, Intent.REMEDIATE, "loaded-" + commands.size()));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> account.clock.instant().isAfter(next));
        }

        Awaitility.await().atMost(PATIENCE).until(() -> outcomes(commands).size() == commands.size());
        assertThat(outcomes(commands))
                .allSatisfy(outcome -> assertThat(outcome.getOutcome()).hasValue(OutcomeKind.APPLIED));
        assertThat(commands).hasSizeGreaterThan(20);
        assertThat(account.rotations() - rotationsBefore).isGreaterThanOrEqualTo(2);
        assertThat(account.calls("sts:AssumeRole", "AccessDenied")).isEmpty();
        assertThat(account.calls("sts:AssumeRole", "OK")).hasSizeGreaterThan(commands.size());
        assertThat(account.callsOfFixes())
                .as("the cloud's own record: one call a fix, each in a session of its own")
                .allSatisfy(call -> assertThat(call.operation()).isEqualTo("s3:PutPublicAccessBlock"))
                .extracting(call -> call.caller().substring(call.caller().lastIndexOf("/levee-") + "/levee-".length()))
                .containsExactlyInAnyOrderElementsOf(commands);
    }

    @Test
    void fixesByHandWithTheCodeOfTheTrustPolicyAndRefusesItFiveMinutesLater() throws Exception {
        Policy policy = publish("rotation-assisted", PolicyMode.ASSISTED);
        executor.start();
        order(policy, Intent.SCAN, "by-hand-1");
        order(policy, Intent.SCAN, "by-hand-2");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> findings().keySet().containsAll(Set.of("by-hand-1", "by-hand-2")));
        Awaitility.await().atMost(PATIENCE).until(() -> intoStep().compareTo(Duration.ofMinutes(2)) > 0);
        String code = account.codeInTheTrustPolicy();
        Instant readAt = account.clock.instant();

        HttpResponse<String> atOnce = remediate(findings().getOrDefault("by-hand-1", "none"), code);

        assertThat(atOnce.statusCode()).as(atOnce.body()).isEqualTo(200);
        JsonNode standing = JSON.readTree(atOnce.body());
        assertThat(standing.path("fixed").asBoolean()).isTrue();
        assertThat(outcomes(Set.of(standing.path("command").asText())))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.getActor()).isNotEmpty());

        Awaitility.await().atMost(PATIENCE).until(() -> account.clock.instant().isAfter(readAt.plus(STEP)));
        HttpResponse<String> later = remediate(findings().getOrDefault("by-hand-2", "none"), code);

        assertThat(later.statusCode()).as(later.body()).isEqualTo(422);
        assertThat(later.body()).contains("does not accept this code").doesNotContain(code);
        assertThat(findings()).containsKey("by-hand-2");
    }

    private Duration intoStep() {
        return Duration.ofSeconds(account.clock.instant().getEpochSecond() % STEP.toSeconds());
    }

    private Policy publish(String id, PolicyMode mode) throws Exception {
        Policy policy = Policy.newBuilder()
                .setId(id)
                .setControls(List.of(CONTROL.id()))
                .setMode(mode)
                .setScope(PolicyScope.newBuilder().build())
                .build();
        send(Topics.POLICIES, id, policy);
        return policy;
    }

    /// @return the command's id
    private String order(Policy policy, Intent intent, String bucket) throws Exception {
        account.createBucket(bucket);
        Instant now = account.clock.instant();
        String arn = "arn:aws:s3:::" + bucket;
        String revision = ((Compiled.Ready) CompiledPolicy.compile(policy, RULEBOOK))
                .policy()
                .revision();
        String id = CommandId.of(bucket, policy.getId(), revision, CONTROL.id(), arn);
        send(
                Topics.COMMANDS,
                arn,
                Command.newBuilder()
                        .setId(id)
                        .setIntent(intent)
                        .setControl(CONTROL.id())
                        .setProvider(Provider.AWS)
                        .setAccount(FastAccount.ID)
                        .setRegion(FastAccount.REGION)
                        .setResource(arn)
                        .setResourceId(bucket)
                        .setPolicy(policy.getId())
                        .setPolicyRevision(revision)
                        .setInputs("{}")
                        .setCause(Cause.newBuilder()
                                .setEventId(bucket)
                                .setAction("s3:CreateBucket")
                                .setActor("somebody")
                                .setTime(now)
                                .setObservedAt(now)
                                .build())
                        .setCreatedAt(now)
                        .setDeadline(now.plus(Duration.ofHours(1)))
                        .build());
        return id;
    }

    /// Bucket → id of its open finding.
    private Map<String, String> findings() throws Exception {
        HttpResponse<String> answer =
                http.send(request("/v1/findings").GET().build(), HttpResponse.BodyHandlers.ofString());
        return StreamSupport.stream(
                        JSON.readTree(answer.body()).path("findings").spliterator(), false)
                .collect(Collectors.toMap(
                        finding -> finding.path("resourceId").asText(),
                        finding -> finding.path("id").asText()));
    }

    private HttpResponse<String> remediate(String finding, String code) throws Exception {
        return http.send(
                request("/v1/findings/%s/remediate".formatted(finding))
                        .POST(HttpRequest.BodyPublishers.ofString("{\"code\": \"%s\"}".formatted(code)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(
                        "http://localhost:%d%s".formatted(executor.apiPort().orElseThrow(), path)))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json");
    }

    private static <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) throws Exception {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", KafkaForTests.bootstrapServers(), ProducerConfig.ACKS_CONFIG, "all");
        try (KafkaProducer<String, V> producer =
                new KafkaProducer<>(properties, new StringSerializer(), topic.serializer(REGISTRY))) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        }
    }

    private static List<AuditEvent> outcomes(Set<String> commands) {
        List<AuditEvent> outcomes = new ArrayList<>();
        try (KafkaConsumer<String, AuditEvent> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", KafkaForTests.bootstrapServers()),
                new StringDeserializer(),
                Topics.AUDIT.deserializer(REGISTRY))) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.AUDIT.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (record.value().getStep() == AuditStep.OUTCOME
                            && commands.contains(record.value().getCommand().orElse(""))) {
                        outcomes.add(record.value());
                    }
                });
            }
        }
        return outcomes;
    }
}
