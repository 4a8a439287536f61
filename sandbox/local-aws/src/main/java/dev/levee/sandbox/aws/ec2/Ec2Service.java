package dev.levee.sandbox.aws.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import java.util.HashMap;
import java.util.Map;

/// Networks without machines: VPCs, security groups and their rules.
public final class Ec2Service implements AwsService {

    private final Vpcs vpcs;
    private final SecurityGroups groups;
    private final RuleChanges rules;

    public Ec2Service(Store store) {
        this.groups = new SecurityGroups(store);
        this.vpcs = new Vpcs(store, groups);
        this.rules = new RuleChanges(groups, store);
    }

    @Override
    public String name() {
        return "ec2";
    }

    @Override
    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new HashMap<>();
        operations.put("CreateVpc", vpcs::create);
        operations.put("DescribeVpcs", vpcs::describe);
        operations.put("DescribeNetworkInterfaces", Ec2Service::noInterfaces);
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

    private static JsonNode noInterfaces(Request request) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return json.objectNode().set("NetworkInterfaces", json.arrayNode());
    }
}
