package dev.levee.sandbox.aws.rds;

import java.util.List;
import java.util.Set;

/// One version of a database engine.
///
/// @param family of the parameter groups it takes
/// @param logs the types of log it can export
/// @param capacity the least and the most it can have when it is serverless; empty if it cannot be
record Engine(String name, String version, String family, int port, Set<String> logs, List<Double> capacity) {

    Engine {
        logs = Set.copyOf(logs);
        capacity = List.copyOf(capacity);
    }

    /// Whether it is Neptune or DocumentDB, which live in RDS's API but are not of RDS.
    boolean foreign() {
        return Set.of("neptune", "docdb").contains(name);
    }

    boolean aurora() {
        return name.startsWith("aurora-");
    }
}
