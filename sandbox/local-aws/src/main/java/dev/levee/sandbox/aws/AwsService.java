package dev.levee.sandbox.aws;

import java.util.List;
import java.util.Map;

/// One service of the local cloud. A service that is also a [dev.levee.sandbox.aws.trail.TrailListener]
/// is handed every trail record.
public interface AwsService {

    /// The name requests are signed for: `s3`, `ec2`, `iam`, `events`, … The two APIs that share one are `elb` and
    /// `elbv2`.
    String name();

    /// What this service can do, by exact API name (`ModifyDBInstance`). Anything else is answered as not implemented.
    /// Each needs an entry in `operations/<name>.yaml`.
    Map<String, Operation> operations();

    /// What a call needs besides what its entry says, where that depends on what there is.
    default List<OperationTable.Permission> alsoNeeds(Request request) {
        return List.of();
    }
}
