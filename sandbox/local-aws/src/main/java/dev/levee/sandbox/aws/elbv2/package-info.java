/// Application and network load balancers with their listeners, rules and target groups.
@NullMarked
package dev.levee.sandbox.aws.elbv2;

import org.jspecify.annotations.NullMarked;
