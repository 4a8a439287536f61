package dev.levee.service;

import java.io.PrintStream;
import java.util.List;
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

    /// Runs until the process is told to stop or the service is dead. Does not return.
    public static void main(String name, List<Setting<?>> settings, String[] arguments, ServiceHost.Factory factory) {
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
        ended.complete(run(name, settings, arguments, stop, factory));
        System.exit(ended.join());
    }

    private static int run(
            String name,
            List<Setting<?>> settings,
            String[] arguments,
            CountDownLatch stop,
            ServiceHost.Factory factory) {
        if (List.of(arguments).contains("--help")) {
            help(name, settings, System.out);
            return STOPPED;
        }
        try (ServiceHost host = ServiceHost.start(name, Environment.of(System.getenv(), settings), factory)) {
            log.atInfo()
                    .addKeyValue("service", name)
                    .addKeyValue("port", host.port())
                    .log("service started");
            return waitForTheEnd(name, host, stop);
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> System.err.println(name + ": " + problem));
            return MISCONFIGURED;
        } catch (Exception e) {
            log.atError().setCause(e).addKeyValue("service", name).log("service failed");
            System.err.println(name + ": " + e.getMessage());
            return FAILED;
        }
    }

    private static int waitForTheEnd(String name, ServiceHost service, CountDownLatch stop)
            throws InterruptedException {
        while (!stop.await(1, TimeUnit.SECONDS)) {
            Health health = service.health();
            if (!health.live()) {
                log.atError()
                        .addKeyValue("service", name)
                        .addKeyValue("details", health.details())
                        .log("service died");
                System.err.println(
                        name + ": died: " + String.join("; ", health.details().values()));
                return FAILED;
            }
        }
        return STOPPED;
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
