/// VPCs, security groups and their rules.
@NullMarked
package dev.levee.sandbox.aws.ec2;

import org.jspecify.annotations.NullMarked;
