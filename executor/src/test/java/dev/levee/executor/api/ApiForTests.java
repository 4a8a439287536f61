package dev.levee.executor.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.executor.api.CertificatesForTests.Issued;
import dev.levee.executor.api.access.Grants;
import dev.levee.executor.api.access.Oidc;
import dev.levee.executor.authority.Authoriser;
import dev.levee.executor.authority.CurrentState;
import dev.levee.executor.manual.Desk;
import dev.levee.executor.manual.ManualOrders;
import dev.levee.executor.remedy.Turn;
import dev.levee.executor.session.CodeSource;
import dev.levee.rulebook.Rulebook;
import dev.levee.sandbox.kafka.KafkaForTests;
import dev.levee.schemas.Account;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.Command;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.Finding;
import dev.levee.schemas.FindingState;
import dev.levee.schemas.Provider;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Severity;
import dev.levee.schemas.Topic;
import dev.levee.schemas.Topics;
import io.helidon.webserver.http.HttpService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// An API over a real broker's findings, with TLS and an issuer, and what a test puts on the topics.
final class ApiForTests implements AutoCloseable {

    static final String CONTROL = "aws-ec2-security-group-open-ssh";
    static final String GRANTS =
            "payments-oncall=remediator:payments,auditors=viewer:*,analysts=viewer:analytics,platform=admin:*";

    private static final Desk OWNER_OF_NOTHING = new Desk() {
        @Override
        public boolean owns(int partition) {
            return false;
        }

        @Override
        public Optional<CompletableFuture<Turn>> take(Command command, int partition, CodeSource.Typed code) {
            return Optional.empty();
        }
    };
    private static final Registry REGISTRY = Registry.at("mock://api");

    final IssuerForTests issuer = new IssuerForTests();
    final CertificatesForTests certificates;
    final Issued own;
    private final CurrentState state = new CurrentState(kafka(), REGISTRY, Rulebook.standard());
    private final Api api;

    ApiForTests(Path folder, Optional<Path> clientCa) {
        Topics.all().forEach(topic -> topic.deserializer(REGISTRY).close());
        certificates = new CertificatesForTests(folder, "levee");
        own = certificates.issue("api");
        state.start(Duration.ofMinutes(1));
        Authoriser authoriser = new Authoriser(Rulebook.standard(), state, InstantSource.system());
        api = Api.start(
                secured(own, clientCa, issuer.url()),
                new Api.Cluster(kafka(), REGISTRY, "nobody"),
                state,
                Rulebook.standard(),
                new ManualOrders(state, authoriser, OWNER_OF_NOTHING, Topics.PARTITIONS, InstantSource.system()),
                new SimpleMeterRegistry());
    }

    static ApiConfig.Secured secured(Issued own, Optional<Path> clientCa, URI issuer) {
        return new ApiConfig.Secured(
                0,
                new TlsFiles(own.certificate(), own.key(), clientCa),
                Optional.empty(),
                Optional.empty(),
                new Oidc(issuer, IssuerForTests.AUDIENCE, Optional.empty(), "groups", Grants.parse(GRANTS)));
    }

    URI url() {
        return URI.create("https://localhost:" + api.port());
    }

    List<HttpService> services() {
        return api.services();
    }

    CallsForTests calls() {
        return new CallsForTests(url(), certificates.client(Optional.empty()));
    }

    static void publish(Account account) {
        write(Topics.ACCOUNTS, account.getId(), account);
    }

    static void publish(Finding finding) {
        write(Topics.FINDINGS, finding.getId(), finding);
    }

    static Account account(String id, String... groups) {
        return Account.newBuilder()
                .setId(id)
                .setProvider(Provider.AWS)
                .setName("account " + id)
                .setGroups(List.of(groups))
                .setConnection(AwsConnection.newBuilder()
                        .setMode(ConnectionMode.MANUAL)
                        .setScanRoleArn("arn:aws:iam::%s:role/levee-scan".formatted(id))
                        .setRemediatorRoleArn("arn:aws:iam::%s:role/levee-remediator".formatted(id))
                        .setExternalId("5b0c2f4e-1f60-4ad7-9f7e-0c3f5f5b9a11")
                        .build())
                .build();
    }

    static Finding finding(String account, String group, Severity severity, FindingState state) {
        String arn = "arn:aws:ec2:eu-west-1:%s:security-group/%s".formatted(account, group);
        return Finding.newBuilder()
                .setId("%s/%s/%s".formatted(account, arn, CONTROL))
                .setProvider(Provider.AWS)
                .setAccount(account)
                .setRegion("eu-west-1")
                .setResource(arn)
                .setResourceId(group)
                .setControl(CONTROL)
                .setTitle("A title")
                .setSeverity(severity)
                .setState(state)
                .setEvidence("port 22 is open to 0.0.0.0/0")
                .setPolicy("a-policy")
                .setObservedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    @Override
    public void close() {
        api.close();
        state.close();
        issuer.close();
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", KafkaForTests.bootstrapServers());
    }

    private static <V extends SpecificRecord> void write(Topic<V> topic, String key, V value) {
        try (var producer = new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] bytes = topic.serializer(REGISTRY).serialize(topic.name(), value);
            producer.send(new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), bytes));
            producer.flush();
        }
    }
}
