package dev.levee.sandbox;

/// The ports of the sandbox; 0 takes any free one.
public record SandboxPorts(
        int kafka, int registry, int aws, int ingest, int evaluator, int executor, int auditSink, int api) {

    public static final SandboxPorts FREE = new SandboxPorts(0, 0, 0, 0, 0, 0, 0, 0);

    /// Where people look for such servers: Kafka's own port, Confluent's registry port, LocalStack's port.
    public static final SandboxPorts WELL_KNOWN = new SandboxPorts(9092, 8081, 4566, 8091, 8092, 8093, 8094, 8095);
}
