package dev.levee.executor;

import dev.levee.executor.api.ApiConfig;
import dev.levee.executor.readiness.AccountWatch;
import dev.levee.executor.remedy.Patience;
import dev.levee.rulebook.OwnControls;
import dev.levee.schemas.Registry;
import dev.levee.service.Environment;
import dev.levee.service.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;

/// Everything an operator can change about the executor. Read once, at start.
///
/// @param kafka properties for any Kafka client
/// @param group the consumer group: the instances that share the commands
/// @param region where Levee's own identity lives: the region whose STS is asked
/// @param endpoint in place of AWS's own, for a local cloud
/// @param maxInFlight commands in lanes at once; above, no more are fetched
/// @param maxPerAccount commands at work in one account at once
/// @param stopGrace how long commands at work may take when a partition goes or the process stops
/// @param controls folder of controls besides the standard ones
/// @param watch how often accounts are verified and heard
public record ExecutorConfig(
        Map<String, Object> kafka,
        Registry registry,
        String group,
        String region,
        Optional<URI> endpoint,
        int maxInFlight,
        int maxPerAccount,
        Patience patience,
        Duration stopGrace,
        Optional<Path> controls,
        AccountWatch.Rhythm watch) {

    private static final Setting<String> GROUP = Setting.text(
                    "LEVEE_EXECUTOR_GROUP", "Consumer group of the instances that share the commands.")
            .withDefault("levee-executor");
    private static final Setting<String> REGION =
            Setting.text("LEVEE_AWS_REGION", "Region whose STS Levee's own identity asks, e.g. eu-central-1.");
    private static final Setting<Optional<String>> ENDPOINT = Setting.text(
                    "LEVEE_AWS_ENDPOINT", "Endpoint in place of AWS's own, for a local cloud.")
            .optional();
    private static final Setting<Integer> MAX_IN_FLIGHT = Setting.integer(
                    "LEVEE_EXECUTOR_MAX_IN_FLIGHT",
                    "Commands at work or queued at once; above, no more are fetched.",
                    1,
                    100_000)
            .withDefault("1000");
    private static final Setting<Integer> MAX_PER_ACCOUNT = Setting.integer(
                    "LEVEE_EXECUTOR_MAX_PER_ACCOUNT", "Commands at work in one account at once.", 1, 1_000)
            .withDefault("16");
    private static final Setting<Duration> FIRST_WAIT = Setting.duration(
                    "LEVEE_EXECUTOR_FIRST_WAIT",
                    "First wait for a cloud or a resource that is not ready; every further one is twice as long.")
            .withDefault("2s");
    private static final Setting<Duration> LONGEST_WAIT = Setting.duration(
                    "LEVEE_EXECUTOR_LONGEST_WAIT",
                    "No wait for a cloud or a resource is longer. An account that keeps Levee out is left alone for as long.")
            .withDefault("1m");
    private static final Setting<Integer> TRIES = Setting.integer(
                    "LEVEE_EXECUTOR_TRIES",
                    "How often a cloud that throttles, does not answer or does not accept the code is tried again.",
                    0,
                    100)
            .withDefault("10");
    private static final Setting<Duration> STOP_GRACE = Setting.duration(
                    "LEVEE_EXECUTOR_STOP_GRACE",
                    "How long commands at work may take when the process stops or a partition goes to another one.")
            .withDefault("20s");

    private static final Setting<Duration> VERIFY_EVERY = Setting.duration(
                    "LEVEE_EXECUTOR_VERIFY_EVERY",
                    "How often each account is verified; besides, when it starts and when an account changes.")
            .withDefault("1h");
    private static final Setting<Duration> HEARTBEAT_EVERY = Setting.durationOrZero(
                    "LEVEE_EXECUTOR_HEARTBEAT_EVERY",
                    "How often a heartbeat is put on each account's event buses, to notice when events are no longer"
                            + " forwarded; 0 for never.")
            .withDefault("5m");

    private static final List<Setting<?>> OWN = List.of(
            GROUP,
            REGION,
            ENDPOINT,
            MAX_IN_FLIGHT,
            MAX_PER_ACCOUNT,
            FIRST_WAIT,
            LONGEST_WAIT,
            TRIES,
            STOP_GRACE,
            VERIFY_EVERY,
            HEARTBEAT_EVERY,
            OwnControls.FOLDER);

    /// The process's, with those of its API.
    public static final List<Setting<?>> SETTINGS =
            Stream.concat(OWN.stream(), ApiConfig.SETTINGS.stream()).toList();

    public static ExecutorConfig from(Environment environment) {
        return new ExecutorConfig(
                environment.kafka(),
                new Registry(environment.registry()),
                environment.get(GROUP),
                environment.get(REGION),
                environment.get(ENDPOINT).map(URI::create),
                environment.get(MAX_IN_FLIGHT),
                environment.get(MAX_PER_ACCOUNT),
                new Patience(environment.get(FIRST_WAIT), environment.get(LONGEST_WAIT), environment.get(TRIES)),
                environment.get(STOP_GRACE),
                environment.get(OwnControls.FOLDER),
                new AccountWatch.Rhythm(environment.get(VERIFY_EVERY), environment.get(HEARTBEAT_EVERY)));
    }

    /// The same, with a client id by which the other instances find this one.
    ExecutorConfig announcing(String clientId) {
        Map<String, Object> announcing = new HashMap<>(kafka);
        announcing.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return new ExecutorConfig(
                announcing,
                registry,
                group,
                region,
                endpoint,
                maxInFlight,
                maxPerAccount,
                patience,
                stopGrace,
                controls,
                watch);
    }

    /// Without the clients' properties, which may hold passwords.
    @Override
    public String toString() {
        return "ExecutorConfig[group=%s, region=%s, endpoint=%s]".formatted(group, region, endpoint);
    }
}
