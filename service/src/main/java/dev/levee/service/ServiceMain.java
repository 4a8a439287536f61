package dev.levee.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The life of a process: read the environment, start, answer for health and metrics, stop gracefully on SIGTERM, and
/// tell the truth in the exit code: 0 stopped as asked, 1 failed, 2 wrongly configured.
public final class ServiceMain {

    private static final Logger log = LoggerFactory.getLogger(ServiceMain.class);
    private static final int STOPPED = 0;
    private static final int FAILED = 1;
    private static final int MISCONFIGURED = 2;

    private ServiceMain() {}

    /// Makes the service of its configuration; must not start anything.
    @FunctionalInterface
    public interface Factory {
        Service create(Environment environment, MeterRegistry meters) throws Exception;
    }

    /// Runs until the process is told to stop or the service is dead. Does not return.
    public static void main(String name, List<Setting<?>> settings, String[] arguments, Factory factory) {
        System.exit(run(name, settings, arguments, System.getenv(), factory));
    }

    static int run(
            String name,
            List<Setting<?>> settings,
            String[] arguments,
            Map<String, String> variables,
            Factory factory) {
        if (List.of(arguments).contains("--help")) {
            help(name, settings, System.out);
            return STOPPED;
        }
        try {
            Environment environment = Environment.of(variables, settings);
            return run(name, environment, factory);
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> System.err.println(name + ": " + problem));
            return MISCONFIGURED;
        } catch (Exception e) {
            log.atError().setCause(e).addKeyValue("service", name).log("service failed to start");
            System.err.println(name + ": " + e.getMessage());
            return FAILED;
        }
    }

    private static int run(String name, Environment environment, Factory factory) throws Exception {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.config().commonTags("service", name);
        bindJvm(meters);

        CountDownLatch stop = new CountDownLatch(1);
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        // The JVM would end a stopped process with 143; halting with the real code says how it went.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop.countDown();
                            Runtime.getRuntime().halt(ended.join());
                        },
                        "stop"));
        int code = FAILED;
        try (Service service = factory.create(environment, meters);
                OperationsServer operations =
                        OperationsServer.start(environment.get(Environment.HTTP_PORT), service::health, meters)) {
            service.start();
            log.atInfo()
                    .addKeyValue("service", name)
                    .addKeyValue("port", operations.port())
                    .log("service started");
            code = waitForTheEnd(name, service, stop);
            service.close();
            log.atInfo().addKeyValue("service", name).log("service stopped");
        } finally {
            ended.complete(code);
        }
        return code;
    }

    private static int waitForTheEnd(String name, Service service, CountDownLatch stop) throws InterruptedException {
        while (!stop.await(1, TimeUnit.SECONDS)) {
            Health health = service.health();
            if (!health.live()) {
                log.atError()
                        .addKeyValue("service", name)
                        .addKeyValue("details", health.details())
                        .log("service died");
                return FAILED;
            }
        }
        return STOPPED;
    }

    private static void bindJvm(MeterRegistry meters) {
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        @SuppressWarnings("resource") // lives as long as the process
        JvmGcMetrics gc = new JvmGcMetrics();
        gc.bindTo(meters);
    }

    private static void help(String name, List<Setting<?>> settings, PrintStream out) {
        out.printf("Levee %s. It is configured by environment variables:%n%n", name);
        Stream.concat(Environment.ALWAYS.stream(), settings.stream())
                .forEach(setting -> out.printf(
                        "  %s%n      %s%n      %s%s%n",
                        setting.variable(), setting.meaning(), setting.form(), defaultOf(setting)));
        out.printf("%n  LEVEE_KAFKA_<PROPERTY>, LEVEE_REGISTRY_<PROPERTY>%n      Any property of Kafka's clients and of"
                + " Confluent's registry client, dots as underscores,%n      e.g."
                + " LEVEE_KAFKA_SECURITY_PROTOCOL=SASL_SSL.%n");
    }

    private static String defaultOf(Setting<?> setting) {
        String fallback = setting.fallback();
        return fallback == null ? "; required" : fallback.isEmpty() ? "" : "; default " + fallback;
    }
}
