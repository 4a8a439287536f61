/// Metrics of the local cloud's own services, and the alarms that watch them.
@NullMarked
package dev.levee.sandbox.aws.cloudwatch;

import org.jspecify.annotations.NullMarked;
