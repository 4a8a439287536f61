/// VPCs and what is in them: subnets, security groups, network ACLs, flow logs, instances.
@NullMarked
package dev.levee.sandbox.aws.ec2;

import org.jspecify.annotations.NullMarked;
