package dev.levee.sandbox.aws.rds;

import java.util.Set;

/// One version of a database engine.
///
/// @param family of the parameter groups it takes
/// @param logs the types of log it can export
record Engine(String name, String version, String family, int port, Set<String> logs) {

    Engine {
        logs = Set.copyOf(logs);
    }

    /// Whether it is Neptune or DocumentDB, which live in RDS's API but are not of RDS.
    boolean foreign() {
        return Set.of("neptune", "docdb").contains(name);
    }

    boolean aurora() {
        return name.startsWith("aurora-");
    }
}
