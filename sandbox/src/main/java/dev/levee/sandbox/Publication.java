package dev.levee.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.rulebook.Rulebook;
import dev.levee.rulebook.policy.Parsed;
import dev.levee.rulebook.policy.PolicyYaml;
import dev.levee.schemas.Account;
import dev.levee.schemas.Policy;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topic;
import dev.levee.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/// Publishes the sandbox's policies and accounts.
record Publication(String bootstrapServers, Registry registry) {

    private static final String POLICIES = "/sandbox/policies.yaml";

    void publish(List<Account> accounts, Rulebook rulebook) throws IOException {
        publish(accounts, policies(rulebook));
    }

    void publish(List<Account> accounts, List<Policy> policies) {
        publish(Topics.ACCOUNTS, accounts, Account::getId);
        publish(Topics.POLICIES, policies, Policy::getId);
    }

    private static List<Policy> policies(Rulebook rulebook) throws IOException {
        try (InputStream file = Objects.requireNonNull(Publication.class.getResourceAsStream(POLICIES))) {
            return switch (PolicyYaml.parse(POLICIES, new String(file.readAllBytes(), UTF_8), rulebook)) {
                case Parsed.Valid(List<Policy> policies) -> policies;
                case Parsed.Invalid invalid ->
                    throw new IllegalStateException(invalid.problems().toString());
            };
        }
    }

    private <V extends SpecificRecord> void publish(Topic<V> topic, List<V> values, Function<V, String> key) {
        try (KafkaProducer<String, V> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringSerializer(),
                topic.serializer(registry))) {
            values.forEach(value -> producer.send(new ProducerRecord<>(topic.name(), key.apply(value), value)));
            producer.flush();
        }
    }
}
