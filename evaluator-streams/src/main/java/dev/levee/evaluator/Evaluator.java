package dev.levee.evaluator;

import dev.levee.evaluator.decision.Decider;
import dev.levee.evaluator.topology.EvaluationTopology;
import dev.levee.rulebook.OwnControls;
import dev.levee.rulebook.Rulebook;
import dev.levee.service.Health;
import dev.levee.service.Service;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns events into commands, until it is closed or cannot go on.
public final class Evaluator implements Service {

    private static final Logger log = LoggerFactory.getLogger(Evaluator.class);
    private static final Duration GRACE = Duration.ofSeconds(30);
    /// By default Kafka keeps a stopped instance's share for it, which nobody works on until its session times out.
    private static final CloseOptions LEAVE =
            CloseOptions.timeout(GRACE).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);

    private final EvaluatorConfig config;
    private final MeterRegistry meters;
    private final Rulebook rulebook;
    private volatile @Nullable Running running;

    /// @throws dev.levee.service.ConfigurationException if own controls are configured that do not load
    public Evaluator(EvaluatorConfig config, MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
        this.rulebook = OwnControls.withStandard(config.controls());
    }

    /// Returns once policies and accounts are known; [#health()] tells when it has its share of the events.
    @Override
    public void start() {
        Running starting = new Running(config, meters, rulebook);
        running = starting;
        starting.streams.start();
    }

    @Override
    public Health health() {
        Running now = running;
        if (now == null) {
            return Health.notReady("not started");
        }
        Map<String, String> details = now.details();
        if (now.failure != null) {
            return new Health(false, false, details);
        }
        return switch (now.streams.state()) {
            case RUNNING -> Health.up(details);
            case CREATED, REBALANCING, PENDING_SHUTDOWN -> new Health(true, false, details);
            case PENDING_ERROR, ERROR, NOT_RUNNING -> new Health(false, false, details);
        };
    }

    @Override
    public void close() {
        Running now = running;
        if (now != null) {
            now.close();
        }
    }

    /// What one run of the evaluator holds.
    private static final class Running implements AutoCloseable {

        private final Producer<byte[], byte[]> deadLetters;
        private final EvaluationTopology topology;
        private final RocksDbMemory memory = new RocksDbMemory();
        private final KafkaStreams streams;
        private final KafkaStreamsMetrics streamsMetrics;
        private volatile @Nullable Throwable failure;

        Running(EvaluatorConfig config, MeterRegistry meters, Rulebook rulebook) {
            deadLetters = new KafkaProducer<>(config.kafka(), new ByteArraySerializer(), new ByteArraySerializer());
            topology = new EvaluationTopology(
                    config.registry(),
                    rulebook,
                    new Decider(config.commandDeadline()),
                    config.deduplicationWindow(),
                    Clock.systemUTC(),
                    meters,
                    this::bury);
            StreamsConfig streamsConfig = new StreamsConfig(config.streams(memory));
            streams = new KafkaStreams(topology.build(streamsConfig), streamsConfig);
            streams.setUncaughtExceptionHandler(this::fail);
            streamsMetrics = new KafkaStreamsMetrics(streams);
            streamsMetrics.bindTo(meters);
        }

        Map<String, String> details() {
            Map<String, String> details = new TreeMap<>();
            details.put("streams", streams.state().name());
            topology.brokenPolicies().forEach((id, why) -> details.put("policy " + id, why));
            topology.brokenAccounts().forEach((id, why) -> details.put("account " + id, why));
            Throwable cause = failure;
            if (cause != null) {
                details.put("error", cause.toString());
            }
            return details;
        }

        private StreamThreadExceptionResponse fail(Throwable cause) {
            failure = cause;
            log.atError().setCause(cause).log("evaluation failed");
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }

        private void bury(ProducerRecord<byte[], byte[]> letter) {
            var _ = deadLetters.send(letter, (_, e) -> {
                if (e != null) {
                    log.atError()
                            .setCause(e)
                            .addKeyValue("topic", letter.topic())
                            .log("dead letter was not written");
                }
            });
        }

        @Override
        public void close() {
            streams.close(LEAVE);
            streamsMetrics.close();
            deadLetters.close(GRACE);
            memory.close();
        }
    }
}
