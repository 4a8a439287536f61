package dev.levee.sandbox.aws.elbv2;

import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Store;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Load balancers of the newer kinds, which balance nothing.
public final class ElbV2Service implements AwsService {

    private final Balancers balancers;
    private final Listeners listeners;
    private final Rules rules;
    private final TargetGroups targetGroups;

    /// @param takes how long a load balancer needs to be active
    public ElbV2Service(Store store, Duration takes) {
        this.balancers = new Balancers(store, takes);
        this.rules = new Rules(store);
        this.listeners = new Listeners(store, balancers, rules);
        this.targetGroups = new TargetGroups(store);
    }

    @Override
    public String name() {
        return "elbv2";
    }

    @Override
    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new HashMap<>();
        operations.putAll(balancers.operations());
        operations.putAll(listeners.operations());
        operations.putAll(rules.operations());
        operations.putAll(targetGroups.operations());
        return operations;
    }
}
