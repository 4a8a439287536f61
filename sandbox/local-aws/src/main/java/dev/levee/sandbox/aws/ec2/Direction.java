package dev.levee.sandbox.aws.ec2;

/// Which way the traffic of a rule goes.
enum Direction {
    INGRESS("Ingress", "IpPermissions"),
    EGRESS("Egress", "IpPermissionsEgress");

    /// As it ends the names of operations.
    final String operation;

    /// The member of a described security group that has its permissions.
    final String permissions;

    Direction(String operation, String permissions) {
        this.operation = operation;
        this.permissions = permissions;
    }

    boolean isEgress() {
        return this == EGRESS;
    }
}
