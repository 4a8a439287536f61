package dev.levee.sandbox.aws;

import dev.levee.sandbox.aws.policy.Resource;
import java.util.List;
import java.util.Map;

/// One service of the local cloud. A service that is also a [dev.levee.sandbox.aws.trail.TrailListener]
/// is handed every trail record.
public interface AwsService {

    /// What the SDK's client of it is called here: `s3`, `elbv2`, `opensearch`, …
    String name();

    /// What this service can do, by exact API name (`ModifyDBInstance`). Anything else is answered as not implemented.
    /// Each needs an entry in `operations/<name>.yaml`.
    Map<String, Operation> operations();

    /// What a call needs besides what its entry says, where that depends on what there is.
    default List<OperationTable.Permission> alsoNeeds(Request request) {
        return List.of();
    }

    /// What is behind an ARN of this service, as a call names it: its full ARN, and its own policy if it has one.
    default Resource resource(String arn, Request request) {
        return Resource.plain(arn, request.account());
    }
}
