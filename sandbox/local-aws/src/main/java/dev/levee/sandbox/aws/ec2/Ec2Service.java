package dev.levee.sandbox.aws.ec2;

import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.OperationTable.Permission;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Networks and machines that run nothing: VPCs with their subnets, security groups, network ACLs and flow logs, and
/// instances.
public final class Ec2Service implements AwsService {

    private final Vpcs vpcs;
    private final Subnets subnets;
    private final SecurityGroups groups;
    private final RuleChanges rules;
    private final NetworkAcls acls;
    private final FlowLogs flowLogs;
    private final Instances instances;
    private final DescribedInstances describedInstances;

    /// @param takes how long an instance needs to become what it was asked to be
    public Ec2Service(Store store, Duration takes) {
        this.groups = new SecurityGroups(store);
        this.acls = new NetworkAcls(store);
        this.subnets = new Subnets(store, acls);
        this.vpcs = new Vpcs(store, groups, acls, subnets);
        this.rules = new RuleChanges(groups, store);
        this.flowLogs = new FlowLogs(store);
        this.instances = new Instances(store, new NewInstances(subnets, groups), takes);
        this.describedInstances = new DescribedInstances(store);
    }

    @Override
    public String name() {
        return "ec2";
    }

    @Override
    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new HashMap<>();
        operations.putAll(vpcs.operations());
        operations.putAll(subnets.operations());
        operations.putAll(acls.operations());
        operations.putAll(flowLogs.operations());
        operations.putAll(instances.operations());
        operations.putAll(describedInstances.operations());
        operations.put("CreateSecurityGroup", groups::create);
        operations.put("DescribeSecurityGroups", groups::describe);
        operations.put("DescribeSecurityGroupRules", groups::describeRules);
        operations.put("DeleteSecurityGroup", groups::delete);
        for (Direction direction : Direction.values()) {
            operations.put("AuthorizeSecurityGroup" + direction.operation, rules.authorize(direction));
            operations.put("RevokeSecurityGroup" + direction.operation, rules.revoke(direction));
        }
        operations.put("ModifySecurityGroupRules", rules::modify);
        operations.replaceAll((_, operation) -> request -> {
            if (request.document().path("DryRun").asBoolean()) {
                throw new AwsFault("DryRunOperation", 412, "Request would have succeeded, but DryRun flag is set.");
            }
            vpcs.ensureDefault(request);
            return operation.handle(request);
        });
        return operations;
    }

    @Override
    public List<Permission> alsoNeeds(Request request) {
        return request.operation().equals("DeleteFlowLogs") ? flowLogs.alsoNeeded(request) : List.of();
    }
}
