/// Trails as resources; what they would write is recorded elsewhere.
@NullMarked
package dev.levee.sandbox.aws.cloudtrail;

import org.jspecify.annotations.NullMarked;
