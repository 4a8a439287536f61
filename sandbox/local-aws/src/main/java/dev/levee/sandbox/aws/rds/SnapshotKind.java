package dev.levee.sandbox.aws.rds;

import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import java.util.Locale;

/// The kinds of snapshot, by what they are taken of.
enum SnapshotKind {
    OF_INSTANCES("DBSnapshot", Kind.INSTANCE, "snapshot", "DBSnapshot%s"),
    OF_CLUSTERS("DBClusterSnapshot", Kind.CLUSTER, "cluster-snapshot", "DBClusterSnapshot%sFault");

    private final String api;
    private final Kind of;
    private final String arnType;
    private final String code;

    SnapshotKind(String api, Kind of, String arnType, String code) {
        this.api = api;
        this.of = of;
        this.arnType = arnType;
        this.code = code;
    }

    /// What the API calls one: `DBSnapshot`.
    String api() {
        return api;
    }

    Kind of() {
        return of;
    }

    String idMember() {
        return api + "Identifier";
    }

    String table() {
        return "rds:" + arnType;
    }

    String arn(Request request, String id) {
        return "arn:aws:rds:%s:%s:%s:%s".formatted(request.region(), request.account(), arnType, id);
    }

    String id(Request request) {
        String given = request.required(idMember()).toLowerCase(Locale.ROOT);
        return given.startsWith("arn:") ? given.substring(given.lastIndexOf(':') + 1) : given;
    }

    AwsFault notFound(String id) {
        return new AwsFault(code.formatted("NotFound"), 404, "%s not found: %s".formatted(api, id));
    }

    AwsFault alreadyExists(String id) {
        return new AwsFault(
                code.formatted("AlreadyExists"),
                400,
                "Cannot create the snapshot because a snapshot with the identifier %s already exists.".formatted(id));
    }

    AwsFault invalidState(String state) {
        return new AwsFault(
                this == OF_INSTANCES ? "InvalidDBSnapshotState" : "InvalidDBClusterSnapshotStateFault",
                400,
                "The snapshot is not in available state, it is %s.".formatted(state));
    }
}
