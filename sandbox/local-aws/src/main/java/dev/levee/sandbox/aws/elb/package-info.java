/// Classic load balancers.
@NullMarked
package dev.levee.sandbox.aws.elb;

import org.jspecify.annotations.NullMarked;
