/// Database instances and clusters, which take a while to become what they were asked to be, their snapshots and
/// parameter groups.
@NullMarked
package dev.levee.sandbox.aws.rds;

import org.jspecify.annotations.NullMarked;
