package dev.levee.sandbox.aws.rds;

import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Store;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Databases without data: of RDS, and of Neptune and DocumentDB, which share its API. Creating, modifying and deleting
/// one takes a while, by the local cloud's clock.
public final class RdsService implements AwsService {

    private static final Paging PAGES =
            new Paging("MaxRecords", 20, 100, 100, "Marker", "Marker", "InvalidParameterValue");

    private final Map<String, Operation> operations = new HashMap<>();

    /// @param takes how long a database needs to become what it was asked to be
    public RdsService(Store store, Duration takes) {
        Engines engines = new Engines(PAGES);
        Databases instances = new Databases(Kind.INSTANCE, store, engines, PAGES, takes);
        Databases clusters = new Databases(Kind.CLUSTER, store, engines, PAGES, takes);
        operations.putAll(instances.operations());
        operations.putAll(clusters.operations());
        operations.putAll(new Snapshots(SnapshotKind.OF_INSTANCES, instances, store, PAGES, takes).operations());
        operations.putAll(new Snapshots(SnapshotKind.OF_CLUSTERS, clusters, store, PAGES, takes).operations());
        operations.putAll(new ParameterGroups(store, PAGES).operations());
        operations.put("DescribeDBEngineVersions", engines::describe);
    }

    @Override
    public String name() {
        return "rds";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.copyOf(operations);
    }
}
