package dev.levee.sandbox.aws;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The state of the local cloud: one [Table] per account, region and kind, made on first use. Thread-safe.
public final class Store {

    private static final String EVERYWHERE = "*";

    private record Place(String account, String region, String kind) {}

    private final Map<Place, Table> tables = new ConcurrentHashMap<>();

    /// Things of one account in one region: security groups, keys, queues.
    public Table regional(String account, String region, String kind) {
        return tables.computeIfAbsent(new Place(account, region, kind), _ -> new Table());
    }

    /// Things of one account: roles, the password policy.
    public Table account(String account, String kind) {
        return regional(account, EVERYWHERE, kind);
    }

    /// Things whose names are unique in the whole cloud: buckets, access keys.
    public Table global(String kind) {
        return account(EVERYWHERE, kind);
    }
}
