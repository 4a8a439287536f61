package dev.levee.sandbox.aws.ec2;

import dev.levee.sandbox.aws.AwsFault;

/// Errors that several operations share.
final class Ec2Faults {

    private Ec2Faults() {}

    static AwsFault invalid(String message) {
        return new AwsFault("InvalidParameterValue", 400, message);
    }

    static AwsFault noGroup(String id) {
        return new AwsFault("InvalidGroup.NotFound", 400, "The security group '%s' does not exist".formatted(id));
    }

    static AwsFault noRule(String id) {
        return new AwsFault(
                "InvalidSecurityGroupRuleId.NotFound",
                400,
                "The security group rule ID '%s' does not exist".formatted(id));
    }

    static AwsFault noInstance(String id) {
        return new AwsFault("InvalidInstanceID.NotFound", 400, "The instance ID '%s' does not exist".formatted(id));
    }

    static AwsFault noVpc(String id) {
        return new AwsFault("InvalidVpcID.NotFound", 400, "The vpc ID '%s' does not exist".formatted(id));
    }
}
