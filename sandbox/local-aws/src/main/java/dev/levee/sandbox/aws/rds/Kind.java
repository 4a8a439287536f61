package dev.levee.sandbox.aws.rds;

import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import java.util.Locale;
import java.util.Map;

/// The kinds of database, which differ in the names they go by and in what can be changed.
enum Kind {
    INSTANCE("DBInstance", "DBInstanceStatus", "db", "DBInstance%s", Changes.OF_INSTANCES),
    CLUSTER("DBCluster", "Status", "cluster", "DBCluster%sFault", Changes.OF_CLUSTERS);

    private final String api;
    private final String status;
    private final String arnType;
    private final String code;
    private final Map<String, Change> changes;

    Kind(String api, String status, String arnType, String code, Map<String, Change> changes) {
        this.api = api;
        this.status = status;
        this.arnType = arnType;
        this.code = code;
        this.changes = changes;
    }

    /// What the API calls one: `DBInstance`.
    String api() {
        return api;
    }

    /// The member that says what state it is in.
    String status() {
        return status;
    }

    String idMember() {
        return api + "Identifier";
    }

    Map<String, Change> changes() {
        return changes;
    }

    String table() {
        return "rds:" + arnType;
    }

    String arn(Request request, String id) {
        return "arn:aws:rds:%s:%s:%s:%s".formatted(request.region(), request.account(), arnType, id);
    }

    /// The identifier asked for, in any case, or by ARN.
    String id(Request request) {
        String given = request.required(idMember()).toLowerCase(Locale.ROOT);
        return given.startsWith("arn:") ? given.substring(given.lastIndexOf(':') + 1) : given;
    }

    AwsFault notFound(String id) {
        return new AwsFault(code.formatted("NotFound"), 404, "%s %s not found.".formatted(api, id));
    }

    AwsFault alreadyExists() {
        return new AwsFault(code.formatted("AlreadyExists"), 400, "%s already exists".formatted(api));
    }

    AwsFault invalidState(String state) {
        String invalid = this == INSTANCE ? "InvalidDBInstanceState" : "InvalidDBClusterStateFault";
        return new AwsFault(invalid, 400, "%s is not in available state, it is %s.".formatted(api, state));
    }
}
