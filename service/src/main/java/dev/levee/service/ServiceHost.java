package dev.levee.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/// A started service together with its metrics and its operations server.
public final class ServiceHost implements AutoCloseable {

    private final Service service;
    private final PrometheusMeterRegistry meters;
    private final OperationsServer operations;
    private final JvmGcMetrics gc;

    private ServiceHost(Service service, PrometheusMeterRegistry meters, OperationsServer operations, JvmGcMetrics gc) {
        this.service = service;
        this.meters = meters;
        this.operations = operations;
        this.gc = gc;
    }

    /// Makes the service of its configuration; must not start anything.
    @FunctionalInterface
    public interface Factory {
        Service create(Environment environment, MeterRegistry meters) throws Exception;
    }

    /// Health is served while the service still starts.
    ///
    /// @throws Exception if it cannot start; nothing of it is left running then
    public static ServiceHost start(String name, Environment environment, Factory factory) throws Exception {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.config().commonTags("service", name);
        JvmGcMetrics gc = new JvmGcMetrics();
        gc.bindTo(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);

        Service service = factory.create(environment, meters);
        ServiceHost host = new ServiceHost(
                service,
                meters,
                OperationsServer.start(environment.get(Environment.HTTP_PORT), service::health, meters),
                gc);
        try {
            service.start();
            return host;
        } catch (Exception e) {
            host.close();
            throw e;
        }
    }

    public Health health() {
        return service.health();
    }

    public MeterRegistry meters() {
        return meters;
    }

    /// Where health and metrics are served.
    public int port() {
        return operations.port();
    }

    /// Stops the service gracefully, then stops answering for it.
    @Override
    public void close() {
        try (operations;
                gc) {
            service.close();
        }
        meters.close();
    }
}
